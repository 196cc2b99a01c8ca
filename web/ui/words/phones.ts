/** A phone number as it is read aloud: `+441632960123` and `01632960123` are "01632 960123". What is not a plain British
 *  number stays as it is. */
export const formatPhone = (number: string): string => {
  if (!/^(\+44|0)[1-9]\d{8,9}$/.test(number)) return number
  const national = number.startsWith('+44') ? `0${number.slice(3)}` : number
  const groups = national.startsWith('02') ? [3, 7] : /^(011|01\d1|08|09|03)/.test(national) ? [4, 7] : [5]
  const cuts = [0, ...groups, national.length]
  return cuts
    .slice(1)
    .map((end, index) => national.slice(cuts[index], end))
    .filter(Boolean)
    .join(' ')
}

/** The address that rings a number when it is pressed. */
export const ringing = (number: string): string => `tel:${number.replaceAll(/[^\d+]/g, '')}`
