// Package model fits what a panel alone does not show: seasons, breaks,
// differences in differences. Nothing is exported yet: the models have not been
// built.
package model
