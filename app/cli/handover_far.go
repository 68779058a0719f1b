package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"anju/app/boot"
	"anju/jobs/sheet"
	"anju/models"
	"anju/models/policy"
	"anju/models/vault"
	"anju/models/workday"
)

// openParcel opens a file of the hand-over with an exchange key.
func openParcel(path, keyPath string) (models.HandPaper, error) {
	key, err := vault.ReadExchangeKey(keyPath)
	if err != nil {
		return models.HandPaper{}, err
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return models.HandPaper{}, fmt.Errorf("读不了文件 %s，请看文件在不在", path)
	}
	_, name, ok := vault.ParcelNumber(file)
	if !ok {
		return models.HandPaper{}, fmt.Errorf("%s 不是移交文件", path)
	}
	if name != key.Name() {
		return models.HandPaper{}, fmt.Errorf("这个文件要用交换钥匙 %s 打开，给的是 %s", name, key.Name())
	}
	body, err := key.OpenParcel(file)
	if err != nil {
		return models.HandPaper{}, err
	}
	return models.ReadHandPaper(body)
}

type handOpenCommand struct {
	File string `arg:"" help:"移交文件（.anju）"`
	List string `arg:"" help:"写成哪个表格（.xlsx 或 .csv）"`
	Key  string `required:"" help:"交换钥匙文件" placeholder:"文件"`
}

// Run writes the list that the other side takes over, with three empty cells a row for the answer.
func (c *handOpenCommand) Run(w *world) error {
	paper, err := openParcel(c.File, c.Key)
	if err != nil {
		return err
	}
	out, err := sheet.Create(c.List)
	if err != nil {
		return err
	}
	err = out.Write(paper.Header())
	for i := range paper.Rows {
		if err == nil {
			err = out.Write(paper.List(i))
		}
	}
	if err != nil {
		out.Discard()
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	unsure := 0
	for _, f := range paper.Fields {
		if f.Checked == "" {
			unsure++
		}
	}
	fmt.Fprintf(w.out, "%s，%d 条：%s\n在最后三列填登记结果（已登记、退回）、登记日期、退回原因，再运行 anju handover answer\n退回原因：", paper.Number, len(paper.Rows), c.List)
	for _, r := range paper.Reasons {
		fmt.Fprintf(w.out, "%s %s；", r.Code, r.Words)
	}
	fmt.Fprintln(w.out)
	if unsure > 0 {
		fmt.Fprintf(w.out, "表头里有 %d 个名称待核对：由运营单位对着 GA/T 1223、GA/T 1749 和本地平台审定\n", unsure)
	}
	return nil
}

type handAnswerCommand struct {
	List  string `arg:"" help:"填好的表格"`
	Reply string `arg:"" help:"回执写到哪个文件"`
	File  string `required:"" help:"当初的移交文件" placeholder:"文件"`
	Key   string `required:"" help:"交换钥匙文件" placeholder:"文件"`
	atFlag
}

// Run seals the answer: row numbers, results, days and codes; no person stands in it. Rows that were left empty are not
// answered yet. Of a list with a faulty line nothing is written, and each such line is named.
func (c *handAnswerCommand) Run(w *world) error {
	paper, err := openParcel(c.File, c.Key)
	if err != nil {
		return err
	}
	at, err := c.time((&boot.Clock{}).Now())
	if err != nil {
		return err
	}
	reply := models.HandReply{Number: paper.Number, Stamp: workday.At(at)}
	faulty, err := c.verdicts(w, paper, &reply)
	if err != nil {
		return err
	}
	if faulty > 0 {
		return fmt.Errorf("有 %d 行不对，回执没有写。照上面的改好表格，再运行一次", faulty)
	}
	if len(reply.Verdicts) == 0 {
		return errors.New("表格里一行结果都没填")
	}
	if err := keepFile(c.Reply, reply.Sealed(vault.Proof(paper.AnswerKey, reply.Text()))); err != nil {
		return err
	}
	fmt.Fprintf(w.out, "%s 的回执，%d 条：%s\n", reply.Number, len(reply.Verdicts), c.Reply)
	return nil
}

// verdicts reads the answers of the list, names each line that is faulty, and says how many there are.
func (c *handAnswerCommand) verdicts(w *world, paper models.HandPaper, reply *models.HandReply) (faulty int, err error) {
	list, err := sheet.Open(c.List, models.HandColumns)
	if err != nil {
		return 0, err
	}
	defer list.Close()
	lines := map[string]int{} // of the rows that are answered
	for {
		row, err := list.Next()
		if errors.Is(err, io.EOF) {
			return faulty, nil
		}
		if err != nil {
			return faulty, err
		}
		v, ok, fault := paper.ReadVerdict(row.Cells[0], row.Cells[1], row.Cells[2], row.Cells[3])
		if ok && fault == "" {
			fault = paper.Judge(v, reply.Stamp.Day())
		}
		if first, twice := lines[v.Row]; ok && twice && fault == "" {
			fault = fmt.Sprintf("交接行号 %s 在第 %d 行填过了", v.Row, first)
		}
		if row.Fault != "" {
			fault = row.Fault
		}
		if fault != "" {
			faulty++
			fmt.Fprintf(w.err, "第 %d 行：%s\n", row.Line, fault)
			continue
		}
		if ok {
			lines[v.Row] = row.Line
			reply.Verdicts = append(reply.Verdicts, v)
		}
	}
}

type handTakeCommand struct {
	Reply string `arg:"" help:"派出所带回来的回执文件"`
	atFlag
	jsonFlag
}

// Run brings an answer in. What could not be taken is printed with its reason; the file was read, so the exit is 0.
func (c *handTakeCommand) Run(w *world) error {
	file, err := os.ReadFile(c.Reply)
	if err != nil {
		return fmt.Errorf("读不了回执 %s，请看文件在不在", c.Reply)
	}
	app, err := w.open()
	if err != nil {
		return err
	}
	defer app.Close()
	at, err := c.time(app.Clock.Now())
	if err != nil {
		return err
	}
	got, err := app.Registry.TakeReply(w.ctx, policy.SystemActor, file, at)
	if err != nil {
		return err
	}
	if c.JSON {
		type failed struct {
			Row    string `json:"row"`
			Reason string `json:"reason"`
		}
		rows := make([]failed, 0, len(got.Failed))
		for _, f := range got.Failed {
			rows = append(rows, failed(f))
		}
		return w.json(struct {
			Number   string   `json:"number"`
			Read     int      `json:"read"`
			Accepted int      `json:"accepted"`
			Returned int      `json:"returned"`
			Same     int      `json:"same"`
			Late     int      `json:"late"`
			Waiting  int      `json:"waiting"`
			Failed   []failed `json:"failed"`
		}{got.Number, got.Read, got.Accepted, got.Returned, got.Same, got.Late, got.Waiting, rows})
	}
	fmt.Fprintf(w.out, "%s：读了 %d 行，已登记 %d，退回 %d，早就有的 %d，旧回执 %d，没有用 %d；还有 %d 条没回话\n",
		got.Number, got.Read, got.Accepted, got.Returned, got.Same, got.Late, len(got.Failed), got.Waiting)
	for _, f := range got.Failed {
		fmt.Fprintln(w.out, strings.TrimSpace(f.Row+"  "+f.Reason))
	}
	return nil
}
