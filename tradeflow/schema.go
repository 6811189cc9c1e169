package tradeflow

import (
	"fmt"
	"iter"

	"github.com/apache/arrow/go/v15/arrow"
)

// The columns of Schema, by position.
const (
	colPeriod = iota
	colReporter
	colPartner
	colDirection
	colCode
	colEdition
	colValue
	colCurrency
	colValuation
	colNetWeight
	colNetWeightEstimated
	colQuantity
	colQuantityUnit
	colQuantityEstimated
	colPartner2
	colMode
	colProcedure
	colRegime
	colMeasure
	colSource
)

// text is the type of all columns of names and codes: each distinct text once,
// and an index per row.
var text = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Uint32, ValueType: arrow.BinaryTypes.String}

// Schema is the canonical table of flows: what every format is decoded to,
// what Files yields, and what a Table holds. One row is one declared number.
//
//	period                 text     as Period.String writes it; never null
//	reporter               text     Country; never null
//	partner                text     Country; WLD and other aggregates stay rows of their own; never null
//	direction              text     import, export, re-export, re-import; never null
//	code                   text     the digits as published, national ones included; TOTAL for all goods;
//	                                39XXXXXX for goods of chapter 39 whose line is withheld; never null
//	edition                text     HS1992 to HS2022; null where nothing declares it
//	value                  float64  in currency, at most three decimals; null where withheld or missing
//	currency               text     ISO 4217; never null
//	valuation              text     FOB or CIF; null where the publisher does not say
//	net_weight             float64  kilograms, at most three decimals; null where missing, and where a
//	                                weight of zero stands beside a positive value
//	net_weight_estimated   bool     by the publisher, not the reporter
//	quantity               float64  in quantity_unit, at most three decimals; null where missing
//	quantity_unit          text     the publisher's abbreviation; null where there is no quantity
//	quantity_estimated     bool     by the publisher, not the reporter
//	partner2               text     second partner (country of consignment); null: all, the total
//	mode                   text     mode of transport; null: all, the total
//	procedure              text     customs procedure; null: all, the total
//	regime                 text     a split for which the publisher gives no total: rows of different
//	                                regimes add up; null where there is none
//	measure                text     value, net weight or quantity, where the row declares only this amount and
//	                                the others stand in rows of their own; null: the row declares all
//	source                 text     publisher and dataset, and of which day where that is known; never null
var Schema = arrow.NewSchema([]arrow.Field{
	colPeriod:             {Name: "period", Type: text},
	colReporter:           {Name: "reporter", Type: text},
	colPartner:            {Name: "partner", Type: text},
	colDirection:          {Name: "direction", Type: text},
	colCode:               {Name: "code", Type: text},
	colEdition:            {Name: "edition", Type: text, Nullable: true},
	colValue:              {Name: "value", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
	colCurrency:           {Name: "currency", Type: text},
	colValuation:          {Name: "valuation", Type: text, Nullable: true},
	colNetWeight:          {Name: "net_weight", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
	colNetWeightEstimated: {Name: "net_weight_estimated", Type: arrow.FixedWidthTypes.Boolean},
	colQuantity:           {Name: "quantity", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
	colQuantityUnit:       {Name: "quantity_unit", Type: text, Nullable: true},
	colQuantityEstimated:  {Name: "quantity_estimated", Type: arrow.FixedWidthTypes.Boolean},
	colPartner2:           {Name: "partner2", Type: text, Nullable: true},
	colMode:               {Name: "mode", Type: text, Nullable: true},
	colProcedure:          {Name: "procedure", Type: text, Nullable: true},
	colRegime:             {Name: "regime", Type: text, Nullable: true},
	colMeasure:            {Name: "measure", Type: text, Nullable: true},
	colSource:             {Name: "source", Type: text},
}, nil)

// otherSchema is the error of a record, of several, that is not of Schema.
func otherSchema(n int, rec arrow.Record) error {
	return fmt.Errorf("record %d does not have the columns of tradeflow.Schema: %s", n, rec.Schema())
}

// Records is rows of Schema, batch by batch, as Files.Records and Table.Records yield
// them: a record is good until the next step.
type Records = iter.Seq2[arrow.Record, error]
