package paste

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// kind is what an item is.
type kind byte

const (
	name        kind = 'n'
	document    kind = 'd'
	mobilePhone kind = 'p'
)

// item is a name or a number, in the order of the words.
type item struct {
	kind     kind
	text     string
	docType  string
	line     int
	block    int  // of a list, or of what an empty line sets apart
	sure     bool // a name behind its word, or a name alone in its place
	speaker  bool // 我叫…
	stranger bool // of somebody who does not move in: 紧急联系人, 房东
	mine     bool // a phone of which the speaker says 我
	again    bool // a name that was said before
	kin      bool // a phone of which the speaker says 我妈
}

var (
	pieces = regexp.MustCompile(`[\x{E000}-\x{F8FF}]|\f|\n|\p{Han}+(?:[·.\-。]\p{Han}+)*|[A-Z][A-Z'\-]*(?:[ ]+[A-Z][A-Z'\-]*)*|[^\s]`)

	// callers stand before a name; sayers too, but before much else as well.
	callers = regexp.MustCompile(`^(?:姓名|名字|全名|大名|真名|名|住户|租客|租户|承租人|房客|入住人|同住人|同住|户主)(?:是|为|叫)?$`)
	sayers  = regexp.MustCompile(`(?:姓名|名字|全名|大名|真名|我叫|叫做|我名叫|名叫|本人叫|我的名字是|租客|承租人|房客叫|同住人|入住人|我是|本人|这是|她叫|他叫|叫|老婆|老公|爱人|妻子|丈夫|媳妇|对象|女朋友|男朋友|儿子|女儿|孩子|小孩|大儿子|小儿子|大女儿|小女儿|宝宝|弟弟|哥哥|姐姐|妹妹|爸爸|妈妈|父亲|母亲|室友|舍友|工友|同事|朋友|是|和|跟|与|还有|以及|加上)`)
	meSays  = regexp.MustCompile(`我叫|我是|本人|我的名字|我名叫`)

	// fillers are cut out of a run of characters: what is left may be a name.
	fillers = regexp.MustCompile(`公民身份号码|公民身份证?|居民身份证|身份证号码?|身分证号?码?|身份正号?|身份证|身份号码?|证件号码?|证件|证号|手机号码?|手机好码?|手机|电话号码?|电话|联系方式|联系电话|号码|性别|民族|出生日期|出生|住址|地址|签发机关|有效期限?|护照号?码?|港澳通行证|台胞证|回乡证|通行证|房号|房间|入住时间|入住日期|入住|搬进来|住进来|租住|租房|您好|你好|大家好|谢谢您?|麻烦您?了?|辛苦了?|房东|阿姨|大姐|大哥|叔叔|师傅|今天|明天|昨天|后天|分别|都|的`)
	joiners = regexp.MustCompile(`和|跟|与|还有|以及|加上`)
	titles  = regexp.MustCompile(`(?:阿姨|大姐|小姐|姐|大哥|哥|叔叔|叔|伯|老师|师傅|警官|先生|女士|总|老板|婶|爷爷|爷|奶奶|奶|嫂|经理|工头|婆|妈|爸|舅|哥们|同志|房东|医生|中介)$`)
	sexes   = regexp.MustCompile(`^(.+?)[男女][汉族性士生]*$`)
)

// isName says whether characters can be a name that nobody announced.
func isName(s string) bool {
	n := utf8.RuneCountInString(s)
	first, _ := utf8.DecodeRuneInString(s)
	double := beginsDouble(s)
	switch {
	case n < 2 || n > 4 || n == 4 && !double || n == 2 && double:
		return false
	case !double && !strings.ContainsRune(surnames, first):
		return false
	case n == 3 && strings.ContainsAny(s[6:], "嘛吧呢啊呀哦吗了啦哈的"), titles.MatchString(s) && n < 4, strings.HasSuffix(s, "人") || strings.HasSuffix(s, "族"):
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(s); n > 2 && strings.ContainsRune(placeEnds, last) {
		return false
	}
	for _, w := range words {
		if strings.HasPrefix(s, w) || n > 2 && strings.HasSuffix(s, w) {
			return false
		}
	}
	return true
}

// isNamed says whether characters behind 我叫 are a name: also such as look like a word.
func isNamed(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	n := utf8.RuneCountInString(s)
	return isName(s) || n >= 2 && n <= 3 && strings.ContainsRune(surnames, first) && !titles.MatchString(s)
}

// isCalled says whether characters behind 姓名 are one: whoever says so is believed, if it is not the next word already.
func isCalled(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 4 && fillers.FindString(s) == "" && !titles.MatchString(s) && !strings.ContainsAny(s, "什么哪谁请填写我你您")
}

// joints are the dots of a minority name, and what people type for them.
var joints = regexp.MustCompile(`[·.\-。]`)

// dotted reads a minority name; a full stop or dash between is taken only where it is announced.
func dotted(s string, called bool) (string, bool) {
	parts := joints.Split(s, -1)
	if len(parts) < 2 || strings.Contains(s, "。") && !foreignSyllables(parts) || !called && strings.ContainsAny(s, ".-") && !foreignSyllables(parts) {
		return "", false
	}
	for _, p := range parts {
		if n := utf8.RuneCountInString(p); n < 1 || n > 8 {
			return "", false
		}
	}
	return strings.Join(parts, "·"), true
}

// foreignSyllables are the characters with which names of other tongues are written.
func foreignSyllables(parts []string) bool {
	const syllables = `玉素甫娜江卡迪尔都勒肉孜苏力坦萨买提木明阿卜杜拉依古丽吐尔逊艾力热合曼玛依库完江迪努尔麦尼莎穆罕默德哈斯巴特其格日朝鲁乌兰图雅木仁苏布达白玛央金次仁旺堆扎西卓嘎洛桑格丽姆汗沙塔什别克叶森肯居马巴合孜帕提古海拜亚里奴`
	for _, p := range parts {
		known := 0
		for _, r := range p {
			if strings.ContainsRune(syllables, r) {
				known++
			}
		}
		if known*3 < utf8.RuneCountInString(p)*2 {
			return false
		}
	}
	return true
}
