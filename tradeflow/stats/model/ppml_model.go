package model

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// ppmlModel is a guess of the effects, and the flows that it makes.
type ppmlModel struct {
	s            *effectsSample
	f            *mat.Dense
	flow, fitted []float64 // series by period, over the mean flow
	lambda, beta []float64
	at           []int
}

// start sets period effects to the totals of the periods.
func (m *ppmlModel) start(fit *effectsFit) {
	s, n := m.s, len(m.s.periods)
	total := 0.0
	for i := range s.keys {
		m.at = s.usedBy(i, m.at)
		for _, t := range m.at {
			total += s.flow[i*n+t]
			fit.n++
		}
		fit.params += min(1, len(m.at))
	}
	for i := range s.keys {
		m.at = s.usedBy(i, m.at)
		for _, t := range m.at {
			m.flow[i*n+t] = s.flow[i*n+t] / (total / float64(fit.n))
			m.lambda[t] += m.flow[i*n+t]
		}
	}
	for t, x := range m.lambda {
		m.lambda[t] = 0
		if x > 0 {
			m.lambda[t] = math.Log(x)
		}
	}
}

func (m *ppmlModel) move(step *effectsStep, part float64) {
	for t := range m.lambda {
		m.lambda[t] += part * step.lambda[t]
	}
	for j := range m.beta {
		m.beta[j] += part * step.beta[j]
	}
}

// fill fits each series to its total, and returns the likelihood.
func (m *ppmlModel) fill() float64 {
	s, n := m.s, len(m.s.periods)
	shift := effectsShift(m.f, m.beta)
	sum := 0.0
	for i := range s.keys {
		m.at = s.usedBy(i, m.at)
		most, parts, total := math.Inf(-1), 0.0, 0.0
		for _, t := range m.at {
			x := m.lambda[t]
			if s.treated[i] {
				x += shift[t]
			}
			m.fitted[i*n+t] = x
			most = max(most, x)
			total += m.flow[i*n+t]
		}
		for _, t := range m.at {
			parts += math.Exp(m.fitted[i*n+t] - most)
		}
		for _, t := range m.at {
			x := m.fitted[i*n+t] - most - math.Log(parts)
			if m.flow[i*n+t] > 0 {
				sum += m.flow[i*n+t] * x
			}
			m.fitted[i*n+t] = total * math.Exp(x)
		}
	}
	return sum
}

// system sets up the next step, and keeps what is left over.
func (m *ppmlModel) system(fit *effectsFit) *effectsSystem {
	s, n := m.s, len(m.s.periods)
	e := effectsNew(n)
	w, u := make([]float64, n), make([]float64, n)
	for i := range s.keys {
		m.at = s.usedBy(i, m.at)
		if len(m.at) == 0 {
			continue
		}
		for a, t := range m.at {
			w[a] = m.fitted[i*n+t]
			u[a] = m.flow[i*n+t] - w[a]
			fit.left[i*n+t] = u[a]
		}
		e.add(s.treated[i], m.at, w[:len(m.at)], u[:len(m.at)])
	}
	return e
}

// rest is how much is left over, as a part of the flows.
func (m *ppmlModel) rest(fit *effectsFit) float64 {
	left, all := 0.0, 0.0
	for k, u := range fit.left {
		left += u * u
		all += m.flow[k] * m.flow[k]
	}
	return math.Sqrt(left / all)
}

// shrinking returns the zeros whose fitted flows shrink by more than a third in a
// full step: Newton's step on a flow that has no finite fit divides it by e.
func (m *ppmlModel) shrinking(step *effectsStep) (cells []int) {
	s, n := m.s, len(m.s.periods)
	shift := effectsShift(m.f, step.beta)
	for i := range s.keys {
		m.at = s.usedBy(i, m.at)
		mean, total := 0.0, 0.0
		change := func(t int) float64 {
			if s.treated[i] {
				return step.lambda[t] + shift[t]
			}
			return step.lambda[t]
		}
		for _, t := range m.at {
			mean += m.fitted[i*n+t] * change(t)
			total += m.fitted[i*n+t]
		}
		for _, t := range m.at {
			if m.flow[i*n+t] == 0 && change(t)-mean/total < -0.4 {
				cells = append(cells, i*n+t)
			}
		}
	}
	return cells
}
