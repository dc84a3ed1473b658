using System.Globalization;

namespace Crm.Bench.Import;

/// <summary>A CSV file of people, and its map.</summary>
internal static class PeopleFile
{
    public const string Map = """
        {
          "source": "bench", "key": "id", "country": "FR",
          "columns": { "given": "GivenName", "family": "FamilyName", "birth": { "to": "BirthDate", "format": "yyyy-MM-dd" }, "email": "Email", "phone": "Phone",
            "street": "Address.Line1", "postcode": "Address.Postcode", "city": "Address.City", "stage": "Stage" }
        }
        """;

    private static readonly string[] s_families = ["Martin", "Bernard", "Thomas", "Petit", "Robert", "Lefèvre", "Durand", "Dubois", "Moreau", "Garnier", "Faure", "Rousseau"];
    private static readonly string[] s_given = ["Claire", "Antoine", "Lou", "Jonas", "Inès", "Hélène", "Marc", "Odile", "Noé", "Zoé", "Gaël"];
    private static readonly string[] s_towns = ["Libourne", "Bergerac", "Sarlat-la-Canéda", "Bordeaux", "Périgueux", "Agen", "Pau"];
    private static readonly string[] s_stages = ["client", "client", "prospect", "dormant"];

    public static async Task WriteAsync(string path, int from, int people)
    {
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("id,given,family,birth,email,phone,street,postcode,city,stage");
        for (var n = from; n < from + people; n++)
        {
            var (given, family) = (s_given[n % s_given.Length], s_families[n / 7 % s_families.Length] + (char)('a' + (n % 26)) + (char)('a' + (n / 26 % 26)));
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"K{n},{given},{family},{1930 + (n % 90)}-{1 + (n % 12):00}-{1 + (n % 28):00},p{n}@example.org,+336{n % 100_000_000:00000000},{1 + (n % 98)} rue des Lilas,{10000 + (n % 85000)},{s_towns[n % s_towns.Length]},{s_stages[n % 4]}"));
        }
    }
}
