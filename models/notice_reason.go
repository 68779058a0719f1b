package models

// reasons say in one sentence why a text did not arrive and what to do next; never a gateway's own words, a number or a key.
var reasons = map[Sent]string{
	SentUnknown:     "不知道发出没有，所以没有再发；请打电话问本人收到没有。",
	SentLater:       "短信出口一直发不出去，已经不再试；请管理员看看短信出口，急的事请打电话。",
	SentPhoneFull:   "运营商说给这个号码发得太多，没有再发；急的事请打电话或上门。",
	SentAllFull:     "短信出口的发送量用完了，没有再发；请管理员找服务商加量，急的事请打电话。",
	SentBadPhone:    "这个号码收不了短信；请问本人要一个新号码。",
	SentBadText:     "短信内容或模板没通过；请管理员在服务商那边核对签名和模板。",
	SentBadAccount:  "短信出口的账号有问题，发不出去；请管理员看余额、密钥和服务器时间。",
	SentNotWanted:   "本人不收这类短信；要紧的事请打电话或上门。",
	SentUnreachable: "对方关机、停机或不在服务区，没收到；请打电话，或问本人要一个新号码。",
	SentBug:         "程序把这条短信写错了，没有发；请把这一条告诉管理员。",
}

// The reasons that are no answer of a gateway.
const (
	ReasonExpired    = "过了时候，没有再发"
	ReasonFull       = "这个号码的短信够多了，没有再发"
	ReasonUnwilling  = "本人不收普法短信"
	ReasonUnfinished = "短信里缺内容，没有发；请把这一条告诉管理员。"
	ReasonStopped    = "这个号码连着三次没送到，已经停发；请问本人要一个新号码。"
	ReasonNoTemplate = "这条短信在短信出口还没有报过的模板，没有发；请管理员填好模板代码。"
	ReasonPaused     = "短信出口暂时停着，恢复后接着发；一直不恢复，请管理员看短信出口。"
	ReasonPausedText = "这个模板连着没通过，先停着；请管理员在服务商那边核对签名和模板。"
	ReasonSettling   = "不知道发出没有，正在查；查清以前不会再发。"
	ReasonNoReceipt  = "已经交给短信出口，三天没有回执；要紧的事请打电话问本人收到没有。"
	ReasonSecond     = "对方关机、停机或不在服务区，没收到；过 12 个小时再发一次。"
	ReasonOnPage     = "按您选的，没有发短信"
	ReasonHalted     = "这次群发停着，继续以后再发"
	ReasonCalledOff  = "这次群发取消了，没有发"
	ReasonMonth      = "这个月的普法短信够了，没有再发"
	ReasonHeard      = "这件事最近刚讲过，没有再发"
	ReasonNoNumber   = "名册里没有现在的号码；请下次上门时问一个"
	ReasonRetry      = "短信出口没有接，过一会儿再发。"
)

// Reason is the sentence for what a gateway made of a text; a word that nobody entered reads as one whose text was lost.
func (s Sent) Reason() string {
	if words, ok := reasons[s]; ok {
		return words
	}
	return "没有送到，运营商没有说清为什么；请打电话或上门。"
}

// AboutNumber says whether a failure lies with the number: three of them in a row stop it.
func (s Sent) AboutNumber() bool {
	return s == SentBadPhone || s == SentUnreachable || s == SentUnknown
}
