package warehouse

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"github.com/tradeflow-go/dualuse/tradeflow"
)

// thousandths reads the text of a sum: of whole units or, where the column holds
// floating-point numbers, of thousandths. Engines write .070, .07 and 0.070. No sum is
// zero: none of the rows had an amount.
func thousandths(sum sql.NullString, k kind) (tradeflow.Thousandths, error) {
	if !sum.Valid {
		return 0, nil
	}
	digits, fraction, _ := strings.Cut(sum.String, ".")
	fraction = strings.TrimRight(fraction, "0")
	decimals := 3
	if k == floating {
		decimals = 0
	}
	if len(fraction) > decimals {
		return 0, fmt.Errorf("a sum is %s: the column holds more than three decimals; round it to thousandths, or make a view that does", sum.String)
	}
	digits += fraction + strings.Repeat("0", decimals-len(fraction))
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("a sum is %s: %w; beyond 9.2 million billion some value of the table cannot be right", sum.String, err)
	}
	return tradeflow.Thousandths(n), nil
}
