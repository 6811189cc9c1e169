package tradeflow

import "errors"

// weigh sorts the first and second quantity of a publisher who gives two, each
// with its unit: what is in kilograms or tonnes is the net weight, the other one
// is the quantity. Where both or the only one is a weight, it is the quantity too.
func (d *decoder) weigh() error {
	first, second := d.mark(colQuantity1), d.mark(colQuantity2)
	if first == nil && second == nil {
		return nil
	}
	d.at[colNetWeight], d.at[colQuantity], d.unit = nil, nil, ""
	weighed := ""
	for _, pair := range []struct{ amount, unit *field }{{first, d.mark(colUnit1)}, {second, d.mark(colUnit2)}} {
		if pair.amount == nil || pair.unit == nil || pair.unit.now.text == "" {
			continue
		}
		switch unit := pair.unit.now.text; unit {
		case "kg", "t":
			if d.at[colNetWeight] == nil {
				kg, err := kilograms(pair.amount, unit)
				if err != nil {
					return err
				}
				d.weight, weighed = kg, unit
				d.at[colNetWeight] = &d.weight
			}
		default:
			if d.at[colQuantity] == nil {
				d.at[colQuantity], d.unit = pair.amount, unit
			}
		}
	}
	if d.at[colQuantity] == nil && weighed != "" {
		d.at[colQuantity], d.unit = d.at[colNetWeight], "kg"
	}
	return nil
}

func kilograms(f *field, unit string) (field, error) {
	kg := *f
	if unit == "t" {
		if kg.amount *= 1000; kg.amount/1000 != f.amount {
			return kg, errors.New("a weight beyond any trade")
		}
	}
	return kg, nil
}
