/// The words that names, offices and titles of made-up executives consist of.
///
/// Every combination is an accident: nobody is meant by a name, and no agency by a department.
enum NamePool {
  /// Family names, some of them not ASCII and some with an apostrophe.
  static let surnames = WordList(
    """
    Abbott Abernathy Acosta Adeyemi Ahmed Åkesson Albright Alcázar Almeida Andersen Andrade Aoki
    Armstrong Atwood Bailey Banerjee Barrett Baptiste Becker Bellamy Beltrán Bennett Bergström
    Bianchi Blackwood Boateng Bouchard Brennan Briggs Brooks Buchanan Cabrera Calloway Cárdenas
    Carmichael Castañeda Chandra Chen Choi Clarke Cohen Coleman Connolly Córdova Crawford Cruz
    Çelik D'Angelo Dalton Danforth Davenport Delacroix Delgado Desai Diallo Dimitrov Donovan
    Drummond Dubois Eastwood Ellison Emerson Endo Eriksen Escobar Espinoza Fairbanks Farouk
    Fernández Fischer Fitzgerald Fontaine Foster Fujimoto Gallagher García Gautier Ghosh Goldberg
    Gómez Grady Greene Grünwald Gupta Gutiérrez Haddad Halvorsen Hamilton Hargrove Hartmann
    Hashimoto Hayes Henderson Hernández Hidalgo Holloway Horvath Huang Ibáñez Ibrahim Ingram Ito
    Iverson Jankowski Jensen Jiménez Johansson Kaplan Kapoor Karlsson Katz Keller Khan Kim Kovač
    Kowalski Kozlov Kuznetsov Lachance Langford Larsen Lawson Leclerc Lefebvre Lindqvist López
    Łukasik MacLeod Mahoney Maldonado Marchetti Martínez Matsuda McAllister McKinney Mehta Méndez
    Mitchell Montgomery Morales Moreau Müller Muñoz Murphy Nakamura Navarro Ndiaye Nguyen Nielsen
    Nowak Nuñez O'Brien O'Connor O'Malley Obi Okafor Okonkwo Olsen Ortega Osborne Øberg Padilla
    Park Patel Peña Pereira Petrov Phillips Popescu Quintana Ramírez Rasmussen Reyes Richter
    Rosenthal Rousseau Sàbat Saito Sánchez Schäfer Schneider Shapiro Silva Singh Sørensen Stavros
    Sullivan Suzuki Szabó Takahashi Thibodeaux Thornton Torres Tran Valdés Vasquez Villanueva
    Wagner Walsh Washington Whitaker Winters Wójcik Yamada Yilmaz Zhang Zieliński Zimmerman
    """)

  /// Given names.
  static let givenNames = WordList(
    """
    Aaron Abigail Adam Aisha Alan Alejandra Alice Amara Amelia Amir Ana Andre Angela Anil Anita
    Anna Anthony Antonio Arthur Asha Audrey Beatrice Benjamin Bernard Bianca Brenda Brian Bruce
    Camila Carl Carla Carmen Caroline Catherine Cecilia Charles Chloé Christine Clara Claire Colin
    Connor Corinne Daniel Daniela David Deborah Denise Diana Diego Dmitri Dolores Dorothy Edgar
    Edith Eduardo Eleanor Elena Eli Elizabeth Emily Emma Eric Esther Ethan Eva Evelyn Farah Fatima
    Felix Fiona Frances Francis Gabriel George Gloria Grace Gregory Hannah Harold Haruto Hector
    Helen Henry Hugo Ian Imani Ingrid Irene Isaac Isabel Ivan Jacob James Jamila Jane Jasmine
    Javier Jean Jerome Jin Joan Joaquín John Jonas José Joseph Joyce Juan Judith Julia Kareem
    Karen Karim Kathleen Keiko Kenneth Kofi Laura Lauren Leah Leila Leon Leonard Lillian Linda
    Lucas Lucía Luis Lydia Malik Marcus Margaret Maria Marta Martin Mary Mei Michael Miguel Mina
    Miriam Nadia Naomi Nathan Nina Noah Nora Olivia Omar Oscar Pamela Patrick Paul Paula Pedro
    Peter Philip Priya Quentin Rachel Rafael Raj Raymond Rebecca Renée Robert Rosa Ruth Samir
    Samuel Sandra Sara Sean Simon Sofía Sonia Stephen Susan Tara Teresa Theo Thomas Tomás Uma
    Valerie Vera Victor Vincent Walter Wei Wendy William Yara Yuki Zachary Zoë
    """)

  /// What bureaus and offices are about.
  static let fields = WordList(
    """
    Fleet Grants Harbor Records Data Facility Contract Workforce Budget Travel Energy Signal
    Bridge Cargo Survey Permit License Supply Training Outreach Payment Network Systems Property
    Field Visitor Marine Ferry Archive Research
    """)

  /// What bureaus and their executives do about it.
  static let activities = WordList(
    """
    Safety Policy Audit Review Planning Services Support Analysis Standards Programs Operations
    Delivery Oversight Quality Reform Assurance
    """)

  /// Titles that are followed by a comma and an activity.
  static let leadingTitles = WordList(
    """
    Director
    Director
    Director
    Director
    Deputy Director
    Chief
    Chief
    Senior Advisor
    """, separator: "\n")

  /// Titles that stand alone.
  static let titles = WordList(
    """
    Executive Director
    Chief Counsel
    Chief of Staff
    Chief Economist
    Chief Data Officer
    Chief Financial Officer
    Program Executive
    Chief Engineer
    Senior Advisor
    Deputy Administrator
    Senior Scientist
    """, separator: "\n")

  /// What the names of departments begin with; most of them with nothing.
  static let departmentKinds = [
    "Department of ", "Bureau of ", "Agency for ", "", "", "", "", "",
  ]

  /// What departments are about; an odd number of subjects.
  static let subjects = [
    "Airships", "Anchors", "Atlases", "Barges", "Bays", "Beacons", "Bells", "Bridges", "Buoys",
    "Cables", "Canals", "Caverns", "Charts", "Clocks", "Coves", "Culverts", "Deltas", "Dikes",
    "Docks", "Dunes", "Ferries", "Fjords", "Fords", "Gauges", "Geysers", "Glaciers", "Harbors",
    "Inlets", "Islands", "Kilns", "Lagoons", "Lamps", "Lanterns", "Levees", "Lighthouses", "Locks",
    "Looms", "Maps", "Marshes", "Meadows", "Mills", "Orchards", "Piers", "Pilots", "Pumps",
    "Quarries", "Ravines", "Reefs", "Sails", "Shoals", "Sluices", "Springs", "Tides", "Towers",
    "Tunnels", "Turnpikes", "Wells", "Wharves", "Winds",
  ]
}
