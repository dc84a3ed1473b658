using Crm.Contacts.Addresses;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Organisations;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Import;

/// <summary>
/// Tells of rows whose new record is likely here already: people as the search for doubles judges them, organisations by their number in the register, households and organisations by name and post
/// code. What the importer may not see is not compared. Scoped.
/// </summary>
internal sealed class LikelyHere(ISession session, PossibleDoubles doubles, LinkNames seen, SortKeys sortKeys)
{
    private const string Number = $"{nameof(OrganisationPart)}.{nameof(OrganisationPart.RegistrationNumber)}";

    /// <summary>The rows that would make somebody or something that is here, each with what it is like.</summary>
    public async Task<IReadOnlyList<LikelyRow>> FindAsync(ImportPlan plan, IReadOnlyList<RowResult> results, CancellationToken cancellationToken)
    {
        var created = results.Where(result => result.Fate == RowFate.Created).ToList();
        if (plan.Map.Holds == ContactTypes.Person)
        {
            return [.. (await doubles.FindAsync(created, cancellationToken)).Select(found => new LikelyRow(found.Row, found.Person) { Probability = found.Probability })];
        }

        var (sight, found) = (plan.Sights?.Of(plan.Map.Holds), new List<LikelyRow>());
        if (plan.Map.Holds == ContactTypes.Organisation && sight?.CanSee(Number) != false)
        {
            found.AddRange(await ByNumberAsync(created, plan.Sights, cancellationToken));
        }

        if (sight is null || (sight.Names && sight.Towns))
        {
            var rest = created.Except(found.Select(one => one.Row)).Where(row => NameOf(row.Item!).Length > 0 && PostcodeOf(row.Item!).Length > 0).ToList();
            found.AddRange(await ByNameAsync(plan.Map.Holds, rest, plan.Sights, cancellationToken));
        }

        return found;
    }

    private async Task<IEnumerable<LikelyRow>> ByNumberAsync(IReadOnlyList<RowResult> created, LinkSights? sights, CancellationToken cancellationToken)
    {
        var numbers = created.Select(row => NumberOf(row.Item!)).Where(number => number.Length > 0).Distinct().ToList();
        if (numbers.Count == 0)
        {
            return [];
        }

        var here = await ReadAsync(await seen.Organisations(sights).Where(row => numbers.Contains(row.RegistrationNumber)).Select(row => row.DocumentId).ToListAsync(cancellationToken));
        return created.Select(row => (Row: row, Here: here.FirstOrDefault(item => NumberOf(item) is { Length: > 0 } number && number == NumberOf(row.Item!)))).Where(pair => pair.Here is not null)
            .Select(pair => new LikelyRow(pair.Row, pair.Here!) { IsByNumber = true });
    }

    private async Task<IEnumerable<LikelyRow>> ByNameAsync(string holds, IReadOnlyList<RowResult> created, LinkSights? sights, CancellationToken cancellationToken)
    {
        if (created.Count == 0)
        {
            return [];
        }

        var (names, codes) = (created.Select(row => sortKeys.For(NameOf(row.Item!))).Distinct().ToList(), created.Select(row => PostcodeOf(row.Item!)).Distinct().ToList());
        var documents = holds == ContactTypes.Household
            ? seen.Households(sights).Where(row => names.Contains(row.SortKey) && codes.Contains(row.Postcode)).Select(row => row.DocumentId)
            : seen.Organisations(sights).Where(row => names.Contains(row.SortKey)).Select(row => row.DocumentId);
        var here = (await ReadAsync(await documents.ToListAsync(cancellationToken))).ToLookup(Key);
        return created.Where(row => here.Contains(Key(row.Item!))).Select(row => new LikelyRow(row, here[Key(row.Item!)].First()));
    }

    private async Task<IReadOnlyList<ContentItem>> ReadAsync(IReadOnlyList<long> documents)
    {
        var items = (await session.GetAsync<ContentItem>(documents)).OrderBy(session.GetDocumentId).ToList();
        items.ForEach(session.Detach);
        return items;
    }

    // By the very name: keys of the order are cut off, and capitals make a difference in them too.
    private static (string Name, string Postcode) Key(ContentItem item) => (NameOf(item), PostcodeOf(item));

    private static string NameOf(ContentItem item) => item.DisplayText ?? "";

    private static string NumberOf(ContentItem item) => item.As<OrganisationPart>()?.RegistrationNumber ?? "";

    private static string PostcodeOf(ContentItem item) => item.As<AddressPart>()?.Main()?.Postcode ?? "";
}

/// <summary>A row whose new record is likely here already.</summary>
/// <param name="Here">What is here.</param>
internal sealed record LikelyRow(RowResult Row, ContentItem Here)
{
    /// <summary>That the two are one, 0.5 to 1; null where two records say the same and nothing is weighed.</summary>
    public double? Probability { get; init; }

    /// <summary>Whether they bear one number of a register; else one name and post code, where nothing is weighed.</summary>
    public bool IsByNumber { get; init; }
}
