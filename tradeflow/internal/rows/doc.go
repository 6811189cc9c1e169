// Package rows walks bytes as rows of fields: it knows compression, byte
// order marks, separators, quotes and positions, and knows no trade.
//
// A path is opened as Members: the file itself, the inflated file, or each file
// in a zip. A member is read as Rows by a Reader, which tells the separator from
// the first line. A row's fields are bytes of the reader's buffer, good until
// the next row; nothing is copied but a field with doubled quotes. Only UTF-16 is
// decoded: Latin-1 and the like pass through as they are, because the codes and
// numbers that are read are ASCII in all of them.
package rows
