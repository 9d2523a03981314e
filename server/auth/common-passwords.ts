/**
 * The commonest passwords of eight characters and more, from leaked lists and from what people type in Spanish. Shorter ones
 * fail by their length; runs and repeats (`12345678`, `aaaaaaaa`) are found by rule. Lower case.
 */
const words = `
password password1 password12 password123 passw0rd p@ssword p@ssw0rd pa$$word passwort motdepasse
qwertyui qwertyuiop qwerty123 qwerty12 qwerty1234 1q2w3e4r 1q2w3e4r5t q1w2e3r4 1qaz2wsx qazwsxedc zaq12wsx asdfghjk
asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 qweasdzxc abcd1234 abc12345 a1b2c3d4 aa123456 a12345678 123456789a 123456abc
123123123 12341234 11223344 1122334455 123321123 147258369 987654321 88888888 10203040 102030405060 31415926
iloveyou iloveyou1 sunshine princess princess1 football football1 baseball baseball1 basketball superman superman1
batman123 starwars starwars1 trustno1 whatever letmein1 letmein123 welcome1 welcome123 admin123 admin1234 administrator
administrador root1234 master123 login123 changeme changeme1 default1 test1234 testtest guest123 temporal temporal1
computer internet internet1 samsung1 michelle jennifer jessica1 charlie1 michael1 jordan23 liverpool chelsea1 arsenal1
pokemon1 dragon123 shadow123 monkey123 killer123 freedom1 mustang1 corvette maverick mercedes ferrari1 diamond1
secret123 security google123 facebook facebook1 linkedin linkedin1 twitter1 whatsapp whatsapp1 youtube1 minecraft
contrasena contraseña contrasena1 contraseña1 contrasena123 contraseña123 contrasenia clave123 clave1234 miclave1
micontraseña micontrasena bienvenido bienvenida bienvenidos bienvenido1 hola1234 hola12345 holahola holamundo
teamo123 teamomucho teamo1234 tequiero tequiero1 tequieromucho amorcito miamor123 mivida123 corazon1 corazon123
princesa princesa1 mariposa mariposa1 estrella estrella1 chocolate chocolate1 bonita123 hermosa1 preciosa cariño123
felicidad fernando alejandro alejandra guadalupe guadalupe1 francisco cristina carolina sebastian santiago santiago1
valentina gabriela mauricio rodrigo1 ricardo1 eduardo1 gustavo1 patricia veronica margarita esperanza esperanza1
mexico123 mexico2024 mexico2025 mexico2026 vivamexico guadalajara monterrey veracruz zacatecas jalisco1 jalisco123
barcelona barcelona1 realmadrid america1 america123 chivas123 pumas123 cruzazul cruzazul1 futbol123 campeones
dios1234 jesus123 jesucristo jesusteama diosesamor bendicion bendiciones familia1 familia123 gobierno gobierno1
gobierno123 secretaria secretaria1 municipio municipio1 ayuntamiento transparencia transparencia1 ciudadano ciudadania
gobiernoabierto mesaabierta mesa1234 mesadetrabajo facilitador facilitadora facilitacion opengovernment opentable
usuario1 usuario123 usuario1234 invitado invitado1 prueba123 prueba1234 ejemplo1 ejemplo123 demo1234 cambiame cambiame1
enero2025 enero2026 febrero2026 marzo2026 abril2026 mayo2026 junio2026 julio2026 agosto2026 diciembre2025 verano2025
otoño2025 invierno2025 primavera2026 summer2025 winter2025 spring2026 autumn2025
`;

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(words.trim().split(/\s+/));
