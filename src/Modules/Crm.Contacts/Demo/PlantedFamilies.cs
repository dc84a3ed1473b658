using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Contacts.Relations;

namespace Crm.Contacts.Demo;

/// <summary>The families made to show a case. Their order is their number: never reorder, only add at the end.</summary>
internal static class PlantedFamilies
{
    public static readonly IReadOnlyList<Action<DemoFamily>> All =
    [
        Lefevre, Ophelie, Charles, InTwoHomes, Twins, Lin, Haddad, Souza, Classroom, Mourning, NeverReceived,
        family => LookAlike(family, "Famille Lefebvre", "Lefebvre", "Hélène", "Marc"), family => LookAlike(family, "Famille Lefèbvre", "Lefèbvre", "Helene", "Marc"),
        family => LookAlike(family, "LEFEBVRE", "LEFEBVRE", "Hélène", "M."), FatherAndSon, LeapDay,
    ];

    private static void Lefevre(DemoFamily f)
    {
        var home = f.Household("Famille Lefèvre", At("FR", "33500", "Libourne", "12 rue des Lilas"), "fr");
        f.Person(Who("Claire", "Lefèvre", f.Born(36, 5, 3), "fr", "Mme", "client"), Reach("claire.lefevre@example.org", "+33536490001"), In(home, "parent"));
        f.Person(Who("Antoine", "Lefèvre", f.Born(38, 9, 21), "fr", "M.", "client"), Reach("antoine.lefevre@example.org", null), In(home, "parent"));
        var lou = f.Person(Who("Lou", "Lefèvre", f.Born(8, 3, 14), "fr"), Reach(null, null), In(home, "child"));
        var jonas = f.Person(Who("Jonas", "Lefèvre", f.Born(4, 12, 12), "fr"), Reach(null, null), In(home, "child"));
        f.Contact("letter", Season(f, 1, 11, 28), "Lettre de Jonas et Lou", "Cher Père Noël, nous voudrions tous les deux le jeu Les Rennes.", [jonas, lou], home);
        f.Contact("letter", Season(f, 0, 11, 12), "Lettre de Jonas", "Un train en bois, s'il te plaît.", [jonas], home);
        f.Contact("call", Season(f, 0, 11, 18), "Appel d'Odile", "La maman confirme l'adresse.", [jonas], home);
    }

    private static void Ophelie(DemoFamily f)
    {
        var home = f.Household("Tante Ophélie", At("FR", "24200", "Sarlat-la-Canéda", "3 place de la Liberté"), "fr", "Vit seule ; reçoit des cadeaux, n'en demande pas.");
        var ophelie = f.Person(With(Who("Ophélie", "Garnier", f.Born(87, 6, 2), "fr", "Mme", "client"), f.Relation("godmother", f.PersonOf(0, 2), new DateOnly(f.AsOf.Year - 7, 6, 15), note: "Lui envoie une carte à chaque anniversaire.")), Reach(null, "+33536490002"), In(home, "adult"));
        f.Contact("note", new DateOnly(1962, 12, 24), "Une poupée de chiffon sous le sapin", "Racontée par elle-même.", [ophelie], home);
        f.Contact("note", Season(f, 1, 12, 24), "A reçu l'Atlas des étoiles", "", [ophelie], home);
    }

    private static void Charles(DemoFamily f)
    {
        var home = f.Household("Oncle Charles", At("FR", "24100", "Bergerac", "8 quai Salvette"), "fr");
        var charles = f.Person(With(Who("Charles", "Lefèvre", f.Born(64, 1, 30), "fr", "M.", "client"), f.Relation("godfather", f.PersonOf(0, 3), new DateOnly(f.AsOf.Year - 3, 5, 20))), Reach("charles.lefevre@example.org", null), In(home, "adult"));
        for (var years = 3; years >= 1; years--)
        {
            f.Contact("note", Season(f, years, 12, 24), "A reçu un dessous-de-plat", "", [charles], home);
        }
    }

    private static void InTwoHomes(DemoFamily f)
    {
        var moreau = f.Household("Famille Moreau", At("FR", "33000", "Bordeaux", "5 cours Victor-Hugo"), "fr");
        var haddad = f.Household("Famille Haddad", At("FR", "33700", "Mérignac", "27 avenue de la Marne"), "fr", extra: 1);
        f.Person(Who("Thomas", "Moreau", f.Born(41, 2, 17), "fr", "M.", "client"), Reach("thomas.moreau@example.org", "+33536490003"), In(moreau, "parent"));
        f.Person(Who("Nadia", "Haddad", f.Born(39, 10, 5), "fr", "Mme", "client"), Reach("nadia.haddad@example.org", "+33536490004"), In(haddad, "parent"));
        f.Person(Who("Sami", "Haddad", f.Born(43, 7, 9), "fr", "M.", ""), Reach(null, null), In(haddad, "partner"));
        var ines = f.Person(Who("Inès", "Moreau Haddad", f.Born(7, 4, 22), "fr"), Reach(null, null), In(moreau, "child", 50), In(haddad, "child", 50));
        f.Contact("letter", Season(f, 0, 11, 15), "Lettre d'Inès", "Deux maisons, mais une seule lettre.", [ines], moreau, haddad);
    }

    private static void Twins(DemoFamily f)
    {
        var home = f.Household("Famille Rousseau", At("FR", "16000", "Angoulême", "14 rue de Beaulieu"), "fr");
        f.Person(Who("Élise", "Rousseau", f.Born(34, 8, 11), "fr", "Mme", "client"), Reach("elise.rousseau@example.org", null), In(home, "parent"));
        var leo = f.Person(Who("Léo", "Rousseau", f.Born(6, 5, 19), "fr"), Reach(null, null), In(home, "child"));
        var mila = f.Person(Who("Mila", "Rousseau", f.Born(6, 5, 19), "fr"), Reach(null, null), In(home, "child"));
        f.Contact("letter", Season(f, 0, 11, 9), "Une lettre pour les jumeaux", "Léo et Mila, à quatre mains.", [leo, mila], home);
    }

    private static void Lin(DemoFamily f)
    {
        var home = f.Household("林家", At("TW", "106", "台北市", "和平東路一段 129 號", "大安區"), "zh-TW");
        f.Person(Who("志明", "林", f.Born(40, 3, 8), "zh-TW"), Reach("zhiming.lin@example.org", "+886223456789"), In(home, "parent"));
        f.Person(Who("美玲", "陳", f.Born(38, 12, 1), "zh-TW"), Reach(null, null), In(home, "parent"));
        var child = f.Person(Who("小安", "林", f.Born(9, 9, 30), "zh-TW"), Reach(null, null), In(home, "child"));
        f.Contact("letter", Season(f, 0, 11, 3), "小安的信", "希望世界和平，爸爸媽媽多陪我。", [child], home);
    }

    private static void Haddad(DemoFamily f)
    {
        var home = f.Household("عائلة حداد", At("LB", "2038", "بيروت", "شارع الحمراء ١٢"), "ar");
        f.Person(Who("كريم", "حداد", f.Born(45, 1, 12), "ar"), Reach("karim.haddad@example.org", "+9611345678"), In(home, "parent"));
        f.Person(Who("ليلى", "حداد", f.Born(42, 6, 25), "ar"), Reach(null, null), In(home, "parent"));
        var yara = f.Person(Who("يارا", "حداد", f.Born(10, 2, 3), "ar"), Reach(null, null), In(home, "child"));
        f.Contact("letter", Season(f, 0, 11, 6), "رسالة يارا", "أريد كتابا عن النجوم.", [yara], home);
    }

    private static void Souza(DemoFamily f)
    {
        var home = f.Household("Família Souza", At("BR", "50030-230", "Recife", "Rua do Bom Jesus, 41", "PE"), "pt-BR");
        f.Person(Who("Ana", "Souza", f.Born(35, 4, 4), "pt-BR"), Reach("ana.souza@example.org", "+558133445566"), In(home, "parent"));
        f.Person(Who("João", "Souza", f.Born(37, 11, 20), "pt-BR"), Reach(null, null), In(home, "parent"));
        f.Person(Who("Beatriz", "Souza", f.Born(11, 7, 7), "pt-BR"), Reach(null, null), In(home, "child"));
        var pedro = f.Person(Who("Pedro", "Souza", f.Born(5, 10, 16), "pt-BR"), Reach(null, null), In(home, "child"));
        f.Contact("letter", Season(f, 0, 11, 11), "Carta do Pedro", "Querido Papai Noel, quero uma bicicleta.", [pedro], home);
    }

    private static void Classroom(DemoFamily f)
    {
        var address = At("FR", "33500", "Libourne", "1 rue des Écoles");
        var school = f.Organisation("École Jules-Ferry", address);
        var home = f.Household("Classe de CP, école Jules-Ferry", address.Copy(), "fr");
        var teacher = Who("Marion", "Delage", f.Born(33, 5, 27), "fr", "Mme", "client");
        teacher.Function = "Institutrice";
        teacher.Affiliations.Add(new Affiliation { OrganisationId = school, Function = "Institutrice" });
        f.Person(teacher, Reach("marion.delage@example.org", null), In(home, "guardian"));
        string[] names = ["Adam", "Agathe", "Basile", "Capucine", "Côme", "Éva", "Gaspard", "Iris", "Malo", "Nour", "Oscar", "Yanis"];
        var pupils = names.Select((name, i) => f.Person(Who(name, DemoWords.Families[(i * 7) + 3], f.Born(6, 1 + i, 3 + i), "fr"), Reach(null, null), In(home, "pupil"))).ToList();
        f.Contact("letter", Season(f, 0, 11, 17), "La lettre de la classe", "Une lettre commune, douze dessins.", pupils, home);
    }

    private static void Mourning(DemoFamily f)
    {
        var home = f.Household("Famille Delmas", At("FR", "47000", "Agen", "22 rue Lamouroux"), "fr", "En deuil : ne rien envoyer.");
        f.Person(Who("Isabelle", "Delmas", f.Born(44, 2, 2), "fr", "Mme", "client"), Reach("isabelle.delmas@example.org", null), In(home, "parent"));
        var noe = f.Person(Who("Noé", "Delmas", f.Born(9, 8, 15), "fr"), Reach(null, null), In(home, "child"));
        var henri = With(Who("Henri", "Delmas", f.Born(79, 3, 19), "fr", "M."), f.Relation("grandparent", noe, to: f.AsOf.AddDays(-40)));
        henri.DiedOn = f.AsOf.AddDays(-40);
        var person = f.Person(henri, Reach(null, null), new Membership { HouseholdId = home, Role = "grandparent", To = henri.DiedOn });
        f.Contact("note", f.AsOf.AddDays(-38), "Décès de Henri", "Appel d'Isabelle : pas de courrier jusqu'au printemps.", [person], home);
    }

    private static void NeverReceived(DemoFamily f)
    {
        var home = f.Household("Famille Colas", At("FR", "17000", "La Rochelle", "6 rue du Minage"), "fr", "Cadeau jamais reçu : dossier ouvert.");
        var mother = f.Person(Who("Sandrine", "Colas", f.Born(37, 9, 9), "fr", "Mme", "client"), Reach("sandrine.colas@example.org", "+33536490005"), In(home, "parent"));
        f.Person(Who("Tom", "Colas", f.Born(7, 6, 6), "fr"), Reach(null, null), In(home, "child"));
        f.Contact("call", f.AsOf.AddDays(-12), "Cadeau jamais reçu", "Sandrine attend le train en bois depuis Noël.", [mother], home);
    }

    private static void LookAlike(DemoFamily f, string name, string family, string mother, string father)
    {
        var home = f.Household(name, At("FR", "33600", "Pessac", "19 avenue Pasteur"), "fr");
        f.Person(Who(mother, family, f.Born(40, 4, 18), "fr", "Mme", "client"), Reach("helene.lefebvre@example.org", "+33536490006"), In(home, "parent"));
        f.Person(Who(father, family, f.Born(42, 12, 7), "fr", "M."), Reach(null, null), In(home, "parent"));
    }

    private static void FatherAndSon(DemoFamily f)
    {
        var home = f.Household("Famille Dubois", At("FR", "87000", "Limoges", "31 rue des Forgerons"), "fr", "Père et fils du même nom à la même adresse : ce ne sont pas des doublons.");
        var father = f.Person(Who("Jean", "Dubois", f.Born(68, 5, 5), "fr", "M.", "client"), Reach(null, "+33536490007"), In(home, "parent"));
        var child = f.Relation("parent", father);
        child.IsSecond = true;
        f.Person(With(Who("Jean", "Dubois", f.Born(41, 5, 25), "fr", "M.", "client"), child), Reach("jean.dubois@example.org", null), In(home, "adult"));
    }

    private static void LeapDay(DemoFamily f)
    {
        var home = f.Household("Famille Vidal", At("FR", "34500", "Béziers", "2 allées Paul-Riquet"), "fr");
        var recommended = f.Relation("recommended", f.PersonOf(0, 0), f.AsOf.AddDays(-30), note: "A parlé de nous à la sortie de l’école.");
        recommended.IsSecond = true;
        f.Person(With(Who("Florence", "Vidal", f.Born(33, 1, 8), "fr", "Mme", "prospect"), recommended), Reach("florence.vidal@example.org", null), In(home, "parent"));
        var year = Enumerable.Range(0, 9).Select(back => f.AsOf.Year - 5 - back).First(DateTime.IsLeapYear);
        f.Person(Who("Emma", "Vidal", new DateOnly(year, 2, 29), "fr"), Reach(null, null), In(home, "child"));
    }

    private static PersonPart Who(string given, string family, DateOnly birth, string language, string civility = "", string stage = "")
        => new() { GivenName = given, FamilyName = family, BirthDate = birth, Languages = { language }, Civility = civility, Stage = stage };

    private static PersonPart With(PersonPart person, params PersonRelation[] relations)
    {
        person.Relations.AddRange(relations);
        return person;
    }

    private static ContactPointsPart Reach(string? email, string? phone)
    {
        var points = new ContactPointsPart();
        if (email is not null)
        {
            points.Emails.Add(new Email { Address = email });
        }

        if (phone is not null)
        {
            points.Phones.Add(new Phone { Raw = phone, Number = phone, Kind = "home" });
        }

        return points;
    }

    private static Membership In(string home, string role, int? share = null) => new() { HouseholdId = home, Role = role, Share = share };

    private static PostalAddress At(string country, string postcode, string city, string line, string region = "")
        => new() { Kind = "home", Country = country, Postcode = postcode, City = city, Lines = { line }, Region = region };

    /// <summary>A day of the season so many years back, never after the as-of date.</summary>
    private static DateOnly Season(DemoFamily f, int yearsBack, int month, int day)
    {
        var date = new DateOnly(f.AsOf.Year - yearsBack, month, day);
        return date <= f.AsOf ? date : date.AddYears(-1);
    }
}
