using System.Globalization;
using Crm.Contacts.Export;
using Crm.Contacts.Lists;
using Crm.Contacts.Names;
using Crm.Contacts.People;
using Crm.Contacts.Points;

namespace Crm.Contacts.Import.Wizard;

/// <summary>Guesses what the columns of a file are: an export of this site, a choice of columns that was kept, headings in the languages of the site, and words that other systems use.</summary>
internal sealed class SuggestMap(OwnFile ownFile, PersonColumns columns, ContactSights sights)
{
    private const double Most = 0.8;

    private static readonly string[] s_dates =
        ["yyyy-MM-dd", "dd/MM/yyyy", "MM/dd/yyyy", "yyyyMMdd", "dd.MM.yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "d/M/yyyy", "M/d/yyyy", "d.M.yyyy", "dd/MM/yy", "MM/dd/yy", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"];

    // Folded, without anything but letters and digits.
    private static readonly Dictionary<string, string> s_words = Words(
        ("Civility", "civilite civility title titre mmme salutation prefix"), ("GivenName", "prenom prenoms firstname givenname given forename first givennames"),
        ("FamilyName", "nom nomdefamille lastname surname familyname last name nomusuel"), ("BirthName", "nomdenaissance nomdejeunefille birthname maidenname"),
        ("Gender", "sexe sex gender genre"), ("BirthDate", "datedenaissance datenaissance naissance nele dob birthdate dateofbirth birthday ddn anniversaire"), ("DiedOn", "datededeces deces dateofdeath died"),
        ("Email", "email mail courriel adressemail adresseemail emailaddress adresseelectronique"), ("WorkEmail", "emailpro emailprofessionnel workemail"), ("HomeEmail", "emailperso emailpersonnel homeemail"),
        ("Phone", "telephone tel phone phonenumber numerodetelephone"), ("Mobile", "mobile portable telportable gsm cell cellphone mobilephone telephoneportable"),
        ("HomePhone", "telfixe fixe telephonefixe homephone domicile"), ("WorkPhone", "telpro telephoneprofessionnel workphone businessphone bureau"), ("Fax", "fax telecopie"),
        ("Address.Line1", "adresse address adresse1 address1 rue street streetaddress addressline1 ligne1 voie"), ("Address.Line2", "adresse2 address2 addressline2 complement complementadresse ligne2"),
        ("Address.Line3", "adresse3 address3 addressline3 ligne3"), ("Address.Line4", "adresse4 address4 addressline4 ligne4"), ("Address.Postcode", "cp codepostal postcode zip zipcode postalcode"),
        ("Address.City", "ville city town suburb commune localite"), ("Address.Region", "region state province etat departement"), ("Address.Country", "pays country countrycode codepays"),
        ("Stage", "etape stage statut status lifecycle lifecyclestage"), ("MaritalStatus", "etatcivil situationfamiliale maritalstatus situationmatrimoniale"), ("Income", "revenu revenus revenuannuel income yearlyincome"), ("StageSince", "etapedepuis stagesince depuis statutdepuis lifecyclesince"), ("Source", "origine source provenance leadsource"), ("Discount", "remise discount"), ("Function", "fonction poste jobtitle function position"),
        ("Languages", "langue langues language languages lang"), ("TimeZone", "fuseau timezone fuseauhoraire"), ("Household", "foyer famille household family menage nomdufoyer householdname"), ("Household.Role", "roledanslefoyer rolefoyer householdrole familyrole liendeparente"),
        ("Organisation", "organisation organization entreprise societe company employer employeur association etablissement ecole school"), ("Notes", "notes note commentaire commentaires comment comments remarques remarks"), ("Team", "equipe team"));

    private static readonly Dictionary<string, string> s_households = Of(s_words, "Notes Address.", Words(("Name", "nom name foyer famille household family nomdufoyer intitule"), ("Salutation", "salutation formule appel"), ("Language", "langue language lang")));

    private static readonly Dictionary<string, string> s_organisations = Of(s_words, "Notes Address. WorkPhone Fax", Words(
        ("Name", "nom name raisonsociale organisation organization entreprise societe company nomcommercial intitule"), ("LegalName", "legalname denominationsociale nomlegal"),
        ("RegistrationNumber", "siret siren registrationnumber numerodimmatriculation rcs companynumber kvk"), ("Website", "site siteweb web website url siteinternet"),
        ("WorkEmail", "email mail courriel adressemail"), ("WorkPhone", "telephone tel phone standard")));

    private static readonly HashSet<string> s_keys = ["id", "ref", "reference", "code", "numero", "identifiant", "recid", "uniqueid", "contactid", "customerid", "externalid", "clientid", "matricule", "numclient", "numeroclient", "cle", "key", "n", "no", "num"];

    /// <summary>The map that fits best; columns nobody can guess are left out of it.</summary>
    /// <param name="name">The file's name without its ending, which names the source.</param>
    /// <param name="holds">What its rows are; guessed when null.</param>
    /// <param name="kept">Choices of columns that were kept.</param>
    /// <param name="sight">What is seen of people.</param>
    public async Task<ImportMap> OfAsync(FileLook look, string name, string? holds, IReadOnlyList<KeptMap> kept, ContactSight sight)
    {
        if (holds is null or ContactTypes.Person && await OwnAsync(look.Header) is { } own)
        {
            foreach (var hidden in own.Columns.Where(column => !sight.CanSee(ImportTargets.PathOf(column.Value.To))).Select(column => column.Key).ToList())
            {
                own.Columns.Remove(hidden);
            }

            return own;
        }

        var headings = look.Header.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (kept.Select(one => ImportMap.Parse(one.Map)).Where(map => map.Columns.Keys.All(headings.Contains) && (map.Key is null || headings.Contains(map.Key))).MaxBy(map => map.Columns.Count) is { } known)
        {
            return known;
        }

        holds ??= GuessHolds(look.Header, name);
        var map = new ImportMap { Holds = holds, Source = name.Length > 0 ? name : "file", Separator = look.IsText ? look.Separator : null, Encoding = look.IsText ? look.Encoding : null };
        var seen = await sights.ForAsync(sight.User, holds);
        var (targets, words) = (await columns.HeadingsAsync(holds), holds switch { ContactTypes.Household => s_households, ContactTypes.Organisation => s_organisations, _ => s_words });
        for (var i = 0; i < look.Header.Count; i++)
        {
            var heading = look.Header[i];
            var target = targets.GetValueOrDefault(heading) ?? words.GetValueOrDefault(Plain(heading)) ?? (holds == ContactTypes.Household ? null : ByContent(look.Of(i).ToList()));
            if (target is not null && target != PersonColumns.Id && seen.CanSee(TargetBook.PathOf(holds, target)) && map.Columns.Values.All(column => column.To != target))
            {
                map.Columns[heading] = new ColumnMap { To = target, Format = target is nameof(PersonPart.BirthDate) or nameof(PersonPart.DiedOn) ? DateFormat(look.Of(i).ToList()) : null };
            }
        }

        // Where there is no other name, the legal one is what they are called by.
        if (holds == ContactTypes.Organisation && map.Columns.Values.All(column => column.To != "Name") && map.Columns.Values.FirstOrDefault(column => column.To == "LegalName") is { } legal)
        {
            legal.To = "Name";
        }

        map.Key = look.Header.Where((heading, i) => IsKey(Plain(heading)) && !map.Columns.ContainsKey(heading) && look.Of(i).Count() == look.Samples.Count && look.Of(i).Distinct().Count() == look.Samples.Count).FirstOrDefault();
        return map;
    }

    /// <summary>The format in which most of these are dates; the day comes first where both read.</summary>
    public static string? DateFormat(IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var best = s_dates.MaxBy(format => values.Count(value => DateTime.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))!;
        return values.Any(value => DateTime.TryParseExact(value, best, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) ? best : null;
    }

    /// <summary>The formats offered.</summary>
    public static IReadOnlyList<string> DateFormats => s_dates;

    private static string? ByContent(List<string> values)
        => values.Count == 0 ? null
        : values.Count(value => value.Contains('@') && EmailAddress.Normalize(value) is not null) >= values.Count * Most ? "Email"
        : null;

    // By its name, else by what only people or only organisations have.
    private static string GuessHolds(IReadOnlyList<string> header, string name)
    {
        var (file, headings) = (Plain(name), header.Select(Plain).ToList());
        bool Named(params string[] words) => words.Any(word => file.Contains(word, StringComparison.Ordinal));
        bool Has(params string[] targets) => headings.Exists(heading => s_words.TryGetValue(heading, out var target) && targets.Contains(target));
        return Has("GivenName", "BirthDate", "Gender", "Civility") ? ContactTypes.Person
            : Named("foyer", "famille", "menage", "household", "famil") ? ContactTypes.Household
            : Named("organisation", "organization", "entreprise", "societe", "compan", "association", "employ") || headings.Exists(heading => s_organisations.GetValueOrDefault(heading) is "RegistrationNumber" or "LegalName" or "Website") ? ContactTypes.Organisation
            : ContactTypes.Person;
    }

    private static bool IsKey(string heading) => s_keys.Contains(heading);

    private static string Plain(string heading) => string.Concat(Fold.Of(heading).Where(char.IsLetterOrDigit));

    private static Dictionary<string, string> Words(params (string Target, string Words)[] lists)
        => lists.SelectMany(list => list.Words.Split(' '), (list, word) => (word, list.Target)).ToDictionary(pair => pair.word, pair => pair.Target);

    // The words of people whose targets begin so, and others.
    private static Dictionary<string, string> Of(Dictionary<string, string> words, string beginnings, Dictionary<string, string> others)
    {
        foreach (var (word, target) in words.Where(word => beginnings.Split(' ').Any(beginning => word.Value.StartsWith(beginning, StringComparison.Ordinal))))
        {
            others.TryAdd(word, target);
        }

        return others;
    }

    private async Task<ImportMap?> OwnAsync(IReadOnlyList<string> header)
    {
        try
        {
            return await ownFile.MapOfAsync(header);
        }
        catch (ImportRefusedException)
        {
            return null;
        }
    }
}
