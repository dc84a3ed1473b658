namespace Crm.Contacts.Demo;

/// <summary>Names and places of the demo. All invented in their combination; the towns are real.</summary>
internal static class DemoWords
{
    public static readonly string[] Girls = Split("Louise Emma Jade Alice Mila Chloé Inès Lina Léa Zoé Anna Rose Manon Camille Juliette Agathe Lou Éva Romane Lola Margaux Adèle Clémence Victoire Apolline Capucine Héloïse Noémie Élise Salomé Maëlys Lucie Mathilde Sarah Nour Yasmine Aïcha Maya Élodie Faustine Solène Garance Iris Olivia Thaïs Suzanne Colette Joséphine Aurore Violette");

    public static readonly string[] Boys = Split("Gabriel Léo Raphaël Louis Arthur Jules Hugo Adam Lucas Paul Nathan Noé Sacha Gaspard Augustin Victor Martin Eliott Maxence Baptiste Côme Basile Théo Antoine Thomas Clément Rémi Félix Oscar Émile Timothée Valentin Simon Axel Malo Ewen Yanis Ibrahim Rayan Amine Samuel David Marius Achille Octave Anatole Barnabé Célestin Léonard Joseph");

    public static readonly string[] Women = Split("Claire Sophie Nathalie Isabelle Céline Sandrine Aurélie Émilie Julie Caroline Delphine Virginie Anne Hélène Valérie Laurence Florence Stéphanie Audrey Marion Pauline Charlotte Amélie Mélanie Fanny Estelle Odile Véronique Brigitte Monique Jeanne Simone Ginette Denise Nadia Samira Fatou Mireille Chantal Geneviève");

    public static readonly string[] Men = Split("Nicolas Julien Sébastien Olivier Christophe Laurent Frédéric David Stéphane Guillaume Mathieu Vincent Fabrice Cédric Benoît Philippe Alain Michel Bernard Patrick Gérard Christian Denis Didier Pascal Thierry Bruno Éric Xavier Yves Henri André Marcel René Karim Mehdi Mamadou Pierre Jacques Daniel");

    public static readonly string[] Families = Split("Martin Bernard Thomas Petit Robert Richard Durand Moreau Laurent Simon Michel Lefebvre Leroy Roux Fournier Morel Girard André Mercier Dupont Lambert Bonnet François Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël Meyer Lucas Meunier Jean Pérez Marchand Dufour Blanchard Marie Barbier Brun Dumas Brunet Schmitt Leroux Colas Fernandez Pierre Renard Arnaud Rolland Caron Aubert Giraud Leclerc Vidal Bourgeois Renaud Lemoine Picard Gaillard Philippe Leclercq Lacroix Fabre Dupuis Olivier Rodriguez Hubert Charpentier Guillot Rivière Moulin Berger Carpentier Payet Benoît Le_Goff Deschamps Vasseur Jacquet Collet Prévost Poirier Huet Maillard Camus Marty Cordier Benali Diallo Traoré Haddad Cohen Da_Silva Ferreira Kowalski Weber N'Diaye D'Hauteville Œuvrard");

    public static readonly string[] Streets = Split("rue_des_Lilas rue_du_Moulin rue_de_la_République avenue_Jean-Jaurès place_de_l'Église rue_Victor-Hugo chemin_des_Vignes impasse_des_Acacias rue_Pasteur boulevard_Gambetta allée_des_Tilleuls rue_des_Écoles quai_des_Salinières rue_du_Château route_de_Bordeaux rue_Neuve rue_du_Puits cours_Tourny rue_des_Forgerons chemin_du_Petit-Bois");

    public static readonly (string City, string Postcode)[] Towns =
    [
        ("Libourne", "33500"), ("Bordeaux", "33000"), ("Mérignac", "33700"), ("Pessac", "33600"), ("Arcachon", "33120"), ("Bergerac", "24100"), ("Périgueux", "24000"), ("Sarlat-la-Canéda", "24200"),
        ("Agen", "47000"), ("Pau", "64000"), ("Bayonne", "64100"), ("Toulouse", "31000"), ("Albi", "81000"), ("Montauban", "82000"), ("Cahors", "46000"), ("Rodez", "12000"), ("Limoges", "87000"),
        ("Angoulême", "16000"), ("La Rochelle", "17000"), ("Poitiers", "86000"), ("Niort", "79000"), ("Nantes", "44000"), ("Angers", "49000"), ("Le Mans", "72000"), ("Rennes", "35000"), ("Brest", "29200"),
        ("Quimper", "29000"), ("Vannes", "56000"), ("Saint-Brieuc", "22000"), ("Caen", "14000"), ("Rouen", "76000"), ("Le Havre", "76600"), ("Évreux", "27000"), ("Amiens", "80000"), ("Lille", "59000"),
        ("Arras", "62000"), ("Dunkerque", "59140"), ("Reims", "51100"), ("Troyes", "10000"), ("Metz", "57000"), ("Nancy", "54000"), ("Strasbourg", "67000"), ("Colmar", "68000"), ("Mulhouse", "68100"),
        ("Besançon", "25000"), ("Dijon", "21000"), ("Auxerre", "89000"), ("Orléans", "45000"), ("Tours", "37000"), ("Blois", "41000"), ("Bourges", "18000"), ("Clermont-Ferrand", "63000"), ("Lyon", "69003"),
        ("Saint-Étienne", "42000"), ("Grenoble", "38000"), ("Annecy", "74000"), ("Chambéry", "73000"), ("Valence", "26000"), ("Avignon", "84000"), ("Nîmes", "30000"), ("Montpellier", "34000"), ("Béziers", "34500"),
        ("Perpignan", "66000"), ("Marseille", "13006"), ("Aix-en-Provence", "13100"), ("Toulon", "83000"), ("Nice", "06000"), ("Ajaccio", "20000"), ("Paris", "75011"), ("Versailles", "78000"), ("Créteil", "94000"),
        ("Saint-Denis", "93200"), ("Cergy", "95000"), ("Meaux", "77100"), ("L'Haÿ-les-Roses", "94240"), ("Issy-les-Moulineaux", "92130"),
    ];

    private static string[] Split(string words) => [.. words.Split(' ').Select(word => word.Replace('_', ' '))];
}
