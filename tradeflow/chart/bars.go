package chart
const barsName = "Bar chart"
