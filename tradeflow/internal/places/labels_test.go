package places

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLabels(t *testing.T) {
	for s, want := range map[string]string{
		"Russian Federation (Russia)": "RUS", "RU-Russian Federation (Russia)": "RUS", "RU": "RUS", "Fédération de Russie": "RUS",
		"Spain (incl. Canary Islands 'XB' from 1997)":                            "ESP",
		"Norway (incl. Svalbard and Jan Mayen 'SJ' -> 1994 and again from 1997)": "NOR",
		"Allemagne (incl. République démocratique allemande 'DD' depuis 1991)":   "DEU",
		"United States (incl. Navassa Island (part of 'UM') from 1995 -> 2000)":  "USA",
		"Monténégro (depuis 2007)":                                               "MNE",
		"Etats-Unis":                                                             "USA",
		"États-Unis":                                                             "USA",

		"Congo": "COG", "Congo, Democratic Republic of": "COD", "Congo, République démocratique du": "COD",
		"Congo (Democratic Republic)": "", "Congo (incl. something)": "COG",
		"Korea, Republic of (South Korea)": "KOR", "Korea, Democratic People’s Republic of (North Korea)": "PRK",
		"Korea, Democratic People's Republic of (North Korea)": "PRK", "Korea (North)": "", "Korea, Republic of (North Korea)": "",
		"Guinea": "GIN", "Guinea-Bissau": "GNB", "GW-Guinea-Bissau": "GNB", "GW-Guinea": "GNB", "Equatorial Guinea": "GNQ", "Papua New Guinea": "PNG", "Guinée": "GIN",
		"Niger": "NER", "Nigeria": "NGA", "Dominica": "DMA", "Dominican Republic": "DOM", "Dominique": "DMA",
		"Virgin Islands, British (incl. Montserrat 'MS' -> 1994)": "VGB", "Virgin Islands, United States": "VIR", "Virgin Islands (British)": "",
		"Saint Barthélemy": "BLM", "Saint-Barthélemy": "BLM", "Côte d’Ivoire (Ivory Coast)": "CIV", "Côte d'Ivoire": "CIV", "Ivory Coast": "CIV",
		"Sudan (incl. South Sudan 'SS' -> 2012)": "SDN", "South Sudan": "SSD", "Saint Martin (French part)": "MAF", "Sint Maarten (Dutch part)": "SXM",
		"Occupied Palestinian Territory (West Bank (incl. East Jerusalem) and Gaza Strip)": "PSE",
		"United Kingdom": "GBR", "United Kingdom (Northern Ireland)": "XI", "United Kingdom (excluding Northern Ireland)": "XU",
		"China": "CHN", "China (Taiwan)": "", "Taïwan": "TWN", "Hong Kong": "HKG", "NA-Namibia": "NAM",

		"Stores and provisions within the framework of extra-Union trade": "QS", "High seas": "QP",
		"Countries and territories not specified for commercial or military reasons in the framework of intra-Union trade": "QY",
		"Pays et territoires non déterminés dans le cadre des échanges avec les pays tiers":                                "QW",

		"EU27": "EU27",
		"European Union - 27 countries (from 2020)":        "EU27",
		"EU27_2020-European Union - 27 countries (AT, BE)": "EU27",
		"European Union - 27 countries (2007-2013)":        "",
		"European Union - 28 countries":                    "EU28",
		"European Union - 28 countries (2013-2020)":        "EU28",
		"Euro area": "EA",
		"Euro area - 20 countries (AT, BE, CY, DE, EE, ES, FI, FR, GR, HR, IE, IT, LT, LU, LV, MT, NL, PT, SI, SK)": "EA20",
		"Zone euro":              "EA",
		"Extra-EU27 (from 2020)": "EXT_EU27", "Extra-UE27 (à partir de 2020)": "EXT_EU27", "Intra-EU27 (from 2020)": "INT_EU27",
		"Extra-EU27 (2007-2013)": "",
		"":                       "", "(": "", "-": "", "Atlantis": "", "ZZ-Atlantis": "",
	} {
		if got, ok := ByLabel(s); got != want || ok != (want != "") {
			t.Errorf("ByLabel(%q) = %q, %v, want %q", s, got, ok, want)
		}
	}
	for s, want := range map[string]string{
		"Guinea": "GNB", "Guinée": "GIN", "Guinée équatoriale": "GNQ", "Russie, Fédération de": "RUS", "Kyrgyzstan": "KGZ", "Armenia": "ARM",
		"Biélorussie (Belarus)": "BLR", "Irlande (Eire)": "IRL", "Myanmar (Birmanie)": "MMR", "Iran, République islamique d’": "IRN",
		"République démocratique populaire lao (Laos)": "LAO", "Corée, République de (Corée du Sud)": "KOR",
		"Corée, République populaire démocratique de (Corée du Nord)": "PRK", "République arabe syrienne (Syrie)": "SYR",
		"Israël (incl. Cisjordanie/Bande de Gaza 'XP' -> 1994)": "ISR", "Viêt Nam (incl. Viêt Nam du Nord 'VD' depuis 1977)": "VNM",
		"Territoire britannique de l’océan Indien": "IOT", "Iles Turks-et-Caïcos": "TCA", "Niué": "NIU", "Turkménistan": "TKM", "Atlantis": "",
	} {
		if got, _ := ByFrenchLabel(s); got != want {
			t.Errorf("ByFrenchLabel(%q) = %q, want %q", s, got, want)
		}
	}
	for _, row := range rows(labelsTable) {
		if got, _ := ByLabel(row[0]); got != row[1] {
			t.Errorf("ByLabel(%q) = %q, want %q", row[0], got, row[1])
		}
	}
}

// TestNamesAreLabels: a label in labels.csv never takes a country's name away.
func TestNamesAreLabels(t *testing.T) {
	for code, p := range load().byCode {
		if p.kind != "country" {
			continue
		}
		if got, _ := ByLabel(p.name); got != code {
			t.Errorf("ByLabel(%q) = %q, want %q", p.name, got, code)
		}
	}
}

func TestDownloads(t *testing.T) {
	folder := os.Getenv("DUALUSE_DATA")
	if folder == "" {
		t.Skip("DUALUSE_DATA does not name the folder of publishers' files")
	}
	resolved := map[string]string{}
	for _, pattern := range []string{"comext-relational/*/*.csv", "comext-databrowser/*.csv", "imf-imts/*.csv"} {
		paths, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: no file, %v", pattern, err)
		}
		for _, path := range paths {
			for _, row := range readTable(t, path) {
				for column, s := range row {
					by := ByLabel
					switch strings.ToLower(column) {
					case "reporter", "partner":
					case "country.id", "counterpart_country.id":
						by = ByIMF
					default:
						continue
					}
					code, ok := by(s)
					if _, named := Name(code); !ok || !named {
						t.Errorf("%s: %q leads to %q", pattern, s, code)
					}
					resolved[s] = code
				}
			}
		}
	}
	t.Logf("%d labels and IDs", len(resolved))
}
