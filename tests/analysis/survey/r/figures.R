# Figures of R's survey package for answers.csv: Rscript figures.R > figures.csv
suppressMessages(library(survey))
a <- read.csv("answers.csv", stringsAsFactors = TRUE)
several <- subset(a, stratum != "ensam")
several$houses <- c(mitt = 130, norr = 45, soder = 21)[as.character(several$stratum)]
sex <- data.frame(sex = c("kvinna", "man"), Freq = c(201, 190))
age <- data.frame(age = c("16-29", "30-64", "65-"), Freq = c(90, 180, 121))
say <- function(name, ...) {
  for (k in seq_along(c(...))) cat(sprintf("%s,%d,%.15g\n", name, k - 1, c(...)[k]))
}
all_of <- function(name, d) {
  m <- svymean(~score, d, deff = TRUE)
  t <- svytotal(~unsafe, d, deff = TRUE)
  w <- svymean(~score, d, deff = "replace")
  p <- svymean(~unsafe, d)
  x <- svyciprop(~unsafe, d, method = "xlogit")
  ci <- confint(svymean(~score, d), level = 0.9, df = degf(d))
  say(name, coef(m), SE(m), deff(m), coef(t), SE(t), deff(t), coef(p), SE(p), confint(x), ci, degf(d))
}
both <- function(name, d) {
  all_of(name, d)
  all_of(paste0(name, " young"), subset(d, age == "16-29"))
  all_of(paste0(name, " north"), subset(d, stratum == "norr"))
}
cat("design,figure,value\n")
plain <- svydesign(~1, strata = ~stratum, weights = ~weight, data = several)
fpc <- svydesign(~1, strata = ~stratum, fpc = ~population, data = several)
both("plain", plain)
both("fpc", fpc)
both("one", svydesign(~1, weights = ~weight, data = several))
both("houses", svydesign(~house, strata = ~stratum, weights = ~weight, data = several, nest = TRUE))
both("houses fpc", svydesign(~house, strata = ~stratum, weights = ~weight, fpc = ~houses, data = several))
both("poststratified", postStratify(fpc, ~sex, sex))
both("poststratified plain", postStratify(plain, ~age, age))
raked <- rake(fpc, list(~sex, ~age), list(sex, age), control = list(epsilon = 1e-12, maxit = 200))
both("raked", raked)
both("raked coarse", rake(plain, list(~sex, ~age), list(sex, age), control = list(epsilon = 1, maxit = 10)))
for (rule in c("certainty", "average", "adjust")) {
  options(survey.lonely.psu = rule)
  both(paste("lonely", rule), svydesign(~1, strata = ~stratum, weights = ~weight, data = a))
  both(paste("lonely fpc", rule), svydesign(~1, strata = ~stratum, fpc = ~population, data = a))
}
