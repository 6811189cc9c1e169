package chart
const slopeName = "Slope chart"
