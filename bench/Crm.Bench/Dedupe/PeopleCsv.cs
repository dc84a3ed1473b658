using System.Text.RegularExpressions;
using Crm.Contacts.Duplicates.Linkage;
using Crm.Contacts.Import;

namespace Crm.Bench.Dedupe;

/// <summary>A CSV file of people of whom some stand in it more than once: columns are known by their names, as Febrl's and Splink's files have them.</summary>
/// <param name="Truth">Who each record is; null where the file does not say.</param>
internal sealed record PeopleCsv(string Name, IReadOnlyList<LinkRecord> Records, IReadOnlyList<string>? Truth)
{
    private static readonly Dictionary<string, FieldKind> s_columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["given_name"] = FieldKind.GivenName, ["first_name"] = FieldKind.GivenName, ["surname"] = FieldKind.FamilyName, ["family_name"] = FieldKind.FamilyName, ["last_name"] = FieldKind.FamilyName,
        ["date_of_birth"] = FieldKind.BirthDate, ["dob"] = FieldKind.BirthDate, ["birth_date"] = FieldKind.BirthDate, ["street_number"] = FieldKind.StreetNumber, ["address_1"] = FieldKind.Street,
        ["street"] = FieldKind.Street, ["address_2"] = FieldKind.AddressLine, ["suburb"] = FieldKind.City, ["city"] = FieldKind.City, ["postcode"] = FieldKind.Postcode, ["state"] = FieldKind.Region,
        ["email"] = FieldKind.Email, ["phone"] = FieldKind.Phone, ["phone_number"] = FieldKind.Phone,
    };

    private static readonly string[] s_truth = ["cluster", "entity", "entity_id"];

    // soc_sec_id is not among the columns: a CRM has no such number.
    public static async Task<PeopleCsv> ReadAsync(string path, ValuePool pool, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        var text = await CsvText.OpenAsync(stream, null, cancellationToken);
        List<string>? header = null;
        var (records, truth) = (new List<LinkRecord>(), new List<string>());
        await foreach (var row in new CsvRows(text.Reader, CsvRows.GuessSeparator(text.Sample), '"').ReadAsync(cancellationToken))
        {
            if (header is null)
            {
                header = [.. row.Cells];
                continue;
            }

            records.Add(Record(row.Cells, header, pool));
            if (Entity(row.Cells, header) is { } entity)
            {
                truth.Add(entity);
            }
        }

        return new PeopleCsv(Path.GetFileNameWithoutExtension(path), records, truth.Count == records.Count ? truth : null);
    }

    private static LinkRecord Record(IReadOnlyList<string> cells, List<string> header, ValuePool pool)
    {
        var record = new LinkRecord(cells[0]);
        for (var i = 0; i < Math.Min(cells.Count, header.Count); i++)
        {
            if (s_columns.TryGetValue(header[i], out var kind))
            {
                record.With(kind, cells[i], pool);
            }
        }

        return record;
    }

    private static string? Entity(IReadOnlyList<string> cells, List<string> header)
    {
        var column = header.FindIndex(name => s_truth.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (column >= 0)
        {
            return cells.ElementAtOrDefault(column);
        }

        return Regex.Match(cells[0], @"^rec-(\d+)-") is { Success: true } match ? match.Groups[1].Value : null;
    }
}
