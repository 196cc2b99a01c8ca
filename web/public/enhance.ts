import './public.scss'

/** All the script a public page has: it says that script runs, for the styles that ask. The pages work without it. */
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')
