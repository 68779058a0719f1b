package phone

import (
	"slices"
	"strings"
)

// The networks of the Chinese mainland, by whom a number was given out first; who took his number along to another network
// is counted with the old one.
const (
	Mobile    = "yd" // 移动
	Unicom    = "lt" // 联通
	Telecom   = "dx" // 电信
	Broadcast = "gd" // 广电
)

// NetworkNames are the networks in the order in which people name them.
var NetworkNames = [][2]string{{Mobile, "移动"}, {Unicom, "联通"}, {Telecom, "电信"}, {Broadcast, "广电"}}

// series are the first three digits that each network was given (MIIT numbering plan; resellers stand with the network
// they rent, where a whole series is theirs).
var series = map[string]string{
	Mobile:    "134 135 136 137 138 139 147 148 150 151 152 157 158 159 165 172 178 182 183 184 187 188 195 197 198",
	Unicom:    "130 131 132 145 146 155 156 166 167 171 175 176 185 186 196",
	Telecom:   "133 149 153 162 173 174 177 180 181 189 190 191 193 199",
	Broadcast: "192",
}

// Network is the network to which a normalised number was given first, or "" when its series is not known.
func Network(number string) string {
	if len(number) != length {
		return ""
	}
	for network, all := range series {
		if slices.Contains(strings.Fields(all), number[:3]) {
			return network
		}
	}
	return ""
}
