using Crm.Testing;
using Crm.Contacts.Duplicates.Linkage;

namespace Crm.Duplicates.Tests;

/// <summary>Who stands twice in files whose truth is known. The truth is read to judge the answer and never by what answers; the identity number of Febrl's files is not read at all.</summary>
public sealed class LinkageTests
{
    private static readonly DateOnly Day = new(2026, 1, 1);

    private static readonly Dictionary<string, FieldKind> Columns = new()
    {
        ["given_name"] = FieldKind.GivenName, ["first_name"] = FieldKind.GivenName, ["surname"] = FieldKind.FamilyName, ["date_of_birth"] = FieldKind.BirthDate, ["dob"] = FieldKind.BirthDate,
        ["street_number"] = FieldKind.StreetNumber, ["address_1"] = FieldKind.Street, ["address_2"] = FieldKind.AddressLine, ["suburb"] = FieldKind.City, ["city"] = FieldKind.City,
        ["postcode"] = FieldKind.Postcode, ["state"] = FieldKind.Region, ["email"] = FieldKind.Email,
    };

    [Theory]
    [InlineData("febrl1.csv", 0.99, 0.998)]
    [InlineData("febrl3.csv", 0.975, 0.998)]
    [InlineData("fake_1000.csv", 0.88, 0.998)]
    public void Doubles_are_found_without_labels(string file, double f, double precision)
    {
        var (records, truth) = Read(SharedData.Find($"dedupe/{file}"));

        var found = Pairs(new RecordLinkage(Day).Run(records, null, TestContext.Current.CancellationToken).Groups).ToList();

        var right = found.Count(pair => truth[pair.A] == truth[pair.B]);
        var all = truth.CountBy(entity => entity).Sum(count => count.Value * (count.Value - 1) / 2);
        Assert.True((double)right / found.Count >= precision, $"{right} of {found.Count} are right");
        Assert.True(2.0 * right / (found.Count + all) >= f, $"F = {2.0 * right / (found.Count + all)}");
    }

    [Fact]
    public void Two_runs_give_the_same_groups()
    {
        var (file, _) = SharedData.Febrl();
        var (records, _) = Read(file);
        var few = records.Take(300).ToList();
        string Groups() => string.Join(';', new RecordLinkage(Day).Run(few, null, TestContext.Current.CancellationToken).Groups.Select(group => string.Join(',', group.Order())).Order());

        var first = Groups();

        Assert.NotEmpty(first);
        Assert.Equal(first, Groups());
    }

    private static (List<LinkRecord> Records, List<string> Truth) Read(string file)
    {
        var lines = File.ReadAllLines(file).Select(line => line.Split(',').Select(cell => cell.Trim()).ToArray()).ToList();
        var (header, records, truth) = (lines[0], new List<LinkRecord>(), new List<string>());
        var cluster = Array.IndexOf(header, "cluster");
        foreach (var cells in lines.Skip(1))
        {
            var record = new LinkRecord(cells[0]);
            for (var i = 0; i < header.Length; i++)
            {
                if (Columns.TryGetValue(header[i], out var kind))
                {
                    record.With(kind, cells[i]);
                }
            }

            records.Add(record);
            truth.Add(cluster >= 0 ? cells[cluster] : cells[0].Split('-')[1]);
        }

        return (records, truth);
    }

    private static IEnumerable<(int A, int B)> Pairs(IEnumerable<IReadOnlyList<int>> groups)
        => groups.SelectMany(group => group.SelectMany((a, at) => group.Skip(at + 1).Select(b => (a, b))));
}
