package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

const (
	// longestCell is how many bytes of a part one cell may take: 32,767 characters are the most that a spreadsheet program
	// keeps in one (Excel specifications and limits, support.microsoft.com), each of six bytes as an entity.
	longestCell = 6 * 32767
	// mostOther bounds each part besides the sheets and their words: styles and names are read whole.
	mostOther = 32 << 20
)

var errLongCell = refuse("表格里有一格特别长，不像名册，没有收。请把那一格改短，或者只复制名册的那几列到新表格里再交")

// checkParts looks through the parts of a workbook before anything opens it: a few hundred kilobytes may unpack to a cell
// that fills the memory.
func checkParts(parts *zip.Reader) error {
	var whole uint64
	for _, part := range parts.File {
		size := part.UncompressedSize64
		if whole += size; whole > uint64(mostUnzip) || !streamed(part.Name) && size > mostOther {
			return refuse("表格解开后太大（超过 %d MB），请分成几个文件", mostUnzip>>20)
		}
		if path.Base(part.Name) != "sharedStrings.xml" {
			continue
		}
		file, err := part.Open()
		if err != nil {
			return err
		}
		err = eachTag(file, func([]byte) {})
		_ = file.Close() // only read
		if err != nil {
			return err
		}
	}
	return nil
}

// streamed says whether a part is read piece by piece.
func streamed(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "worksheets/") || path.Base(name) == "sharedstrings.xml"
}

// eachTag hands on each tag of a part with the text behind it, cut to the buffer. A cell that is longer than any
// spreadsheet program keeps, in one text or in many, is errLongCell.
func eachTag(part io.Reader, do func(tag []byte)) error {
	tags := bufio.NewReaderSize(io.LimitReader(part, mostUnzip), 1<<16)
	cell, tag, inside, cut := 0, 0, false, false
	for {
		piece, err := tags.ReadSlice('<')
		if !cut { // the beginning of a tag, not what is left of a long one
			tag = 0
			switch {
			case bytes.HasPrefix(piece, []byte("c ")), bytes.HasPrefix(piece, []byte("c>")), bytes.HasPrefix(piece, []byte("si>")), bytes.HasPrefix(piece, []byte("si ")):
				inside, cell = true, 0
			case bytes.HasPrefix(piece, []byte("/c>")), bytes.HasPrefix(piece, []byte("/si>")):
				inside = false
			}
			do(piece)
		}
		tag += len(piece)
		if inside {
			cell += len(piece)
		}
		if tag > longestCell || inside && cell > longestCell {
			return errLongCell
		}
		cut = errors.Is(err, bufio.ErrBufferFull)
		if err != nil && !cut {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return err
		}
	}
}
