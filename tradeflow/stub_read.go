package tradeflow

import (
	"io"
	"iter"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

func ipcRecords(r io.ReaderAt, size int64, mem memory.Allocator) iter.Seq2[arrow.Record, error] {
	return nil
}
func parquetRecords(r io.ReaderAt, size int64, mem memory.Allocator) iter.Seq2[arrow.Record, error] {
	return nil
}
