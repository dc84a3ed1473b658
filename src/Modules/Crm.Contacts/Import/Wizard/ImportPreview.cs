using System.Security.Claims;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Import.Wizard;

/// <summary>Tries the first rows of a file, storing nothing: each is put through the very import and then forgotten.</summary>
internal sealed class ImportPreview(IServiceScopeFactory scopes, ImportFiles files, ChangeContext actor)
{
    /// <summary>So many rows are tried.</summary>
    public const int MostRows = 1000;

    private const int Batch = 200;
    private const int MostShown = 50;

    /// <summary>Tries the first rows of each of these files.</summary>
    /// <exception cref="ImportRefusedException">File and map do not fit.</exception>
    public async Task<IReadOnlyList<PreviewReport>> RunAsync(IReadOnlyList<PeopleImport> set, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var reports = new List<PreviewReport>();
        ComingRows? coming = null;
        foreach (var import in set)
        {
            var map = ImportMap.Parse(import.Map);
            if (set.Count > 1 || map.Columns.Values.Any(column => RelationTargets.Is(column.To)))
            {
                coming ??= await ComingAsync(set, cancellationToken);
            }

            reports.Add(await RunAsync(import, map, user, coming, cancellationToken));
        }

        return reports;
    }

    private async Task<ComingRows> ComingAsync(IReadOnlyList<PeopleImport> set, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await OpenImport.ComingAsync(files, set, scope.ServiceProvider.GetRequiredService<RowReader>(), cancellationToken);
    }

    private async Task<PreviewReport> RunAsync(PeopleImport import, ImportMap map, ClaimsPrincipal user, ComingRows? coming, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope(); // a page that is read may not write, and this one writes for a moment
        var services = scope.ServiceProvider;
        var change = services.GetRequiredService<ChangeContext>();
        (change.Actor, change.ActorName, change.IsBackground) = (actor.Actor, actor.ActorName, true);
        await using var file = await OpenImport.OpenAsync(files, import, services.GetRequiredService<RowReader>());
        file.Plan.Sights = await LinkSights.OfAsync(services.GetRequiredService<ContactSights>(), user);
        file.Plan.Coming = coming;
        var sight = file.Plan.Sights.Of(map.Holds);
        ImportRights.Check(map, sight);
        var report = new PreviewReport(import, map.Holds, file.Plan.Header, item => sight.Show(item).DisplayText ?? "");
        while (report.Read < MostRows && await file.TakeAsync(Batch) is { Count: > 0 } rows)
        {
            await TryAsync(services, report, file.Plan, rows, import.LeavesDoubles, cancellationToken);
        }

        return report;
    }

    private static async Task TryAsync(IServiceProvider services, PreviewReport report, ImportPlan plan, IReadOnlyList<CsvRow> rows, bool leavesDoubles, CancellationToken cancellationToken)
    {
        var session = services.GetRequiredService<ISession>();
        var results = await services.GetRequiredService<RowReader>().ReadAsync(plan, rows, cancellationToken);
        var alike = await services.GetRequiredService<LikelyHere>().FindAsync(plan, results, cancellationToken);
        var book = await services.GetRequiredService<RowReader>().BookAsync(plan.Map.Holds);
        var left = leavesDoubles ? alike.Select(found => found.Row).ToHashSet() : [];
        var kept = results.Where(result => result.Item is not null && !left.Contains(result)).ToList();
        var updated = kept.Where(result => result.Fate == RowFate.Updated).Take(MostShown).ToList();
        var stored = await services.GetRequiredService<StoreRows>().StoreAsync(plan, kept);
        var links = await LinksAsync(services, plan, updated, cancellationToken); // with the names of what was made, which is stored for this moment
        var changes = updated.ToDictionary(result => result, result => Changes(plan, book, links, result));
        await session.CancelAsync();
        foreach (var result in results.Where(result => !left.Contains(result)))
        {
            report.Add(result, stored.Refused.GetValueOrDefault(result) ?? result.Fault, changes.GetValueOrDefault(result) ?? [], MostShown);
        }

        report.HasLater |= plan.HasLater;
        report.AddDoubles(alike, leavesDoubles, MostShown);
    }

    private static async Task<LinkTexts> LinksAsync(IServiceProvider services, ImportPlan plan, IReadOnlyList<RowResult> updated, CancellationToken cancellationToken)
    {
        var people = updated.SelectMany(result => new[] { result.Stored, result.Item }).Select(item => item?.As<PersonPart>()).OfType<PersonPart>().ToList();
        await services.GetRequiredService<ISession>().FlushAsync();
        var names = await services.GetRequiredService<LinkNames>().OfAsync(
            people.SelectMany(person => person.Memberships.Select(home => home.HouseholdId)), people.SelectMany(person => person.Affiliations.Select(work => work.OrganisationId)), people.SelectMany(person => person.Relations.Select(relation => relation.PersonId)), plan.Sights, cancellationToken);
        return new LinkTexts(names, services.GetRequiredService<ContactLabels>().Role);
    }

    private static List<CellChange> Changes(ImportPlan plan, TargetBook book, LinkTexts links, RowResult result)
    {
        var (before, after) = (PersonDraft.Of(result.Stored), PersonDraft.Of(result.Item));
        return [.. plan.Map.Columns.Values.Select(column => column.To).Concat(plan.Map.Constants.Keys).Select(target => plan.Map.Holds == ContactTypes.Person ? LinkTargets.WholeOf(target) ?? target : target).Distinct()
            .Select(target => (Target: target, Read: Reading(target, book, links)))
            .Select(one => new CellChange(one.Target, SheetText.Of(one.Read(before)), SheetText.Of(one.Read(after))))
            .Where(change => change.Before != change.After)];
    }

    private static Func<PersonDraft, object?> Reading(string target, TargetBook book, LinkTexts links) => target switch
    {
        LinkTargets.Memberships => draft => links.Memberships(draft.Person, isShown: true),
        LinkTargets.Affiliations => draft => links.Affiliations(draft.Person, isShown: true),
        _ when RelationTargets.Is(target) => draft => links.Relations(draft.Person, target),
        _ => book.Find(target)!.Read,
    };
}

/// <summary>What an import would do.</summary>
/// <param name="holds">What each row is.</param>
/// <param name="nameOf">The name of a person, household or organisation, as far as it is seen.</param>
internal sealed class PreviewReport(PeopleImport import, string holds, IReadOnlyList<string> header, Func<ContentItem, string> nameOf)
{
    public PeopleImport Import => import;

    /// <summary>What each row is.</summary>
    public string Holds => holds;

    public IReadOnlyList<string> Header => header;

    /// <summary>Whether a relation waits for somebody who comes later.</summary>
    public bool HasLater { get; set; }

    /// <summary>Rows tried.</summary>
    public int Read { get; private set; }

    public int Created { get; private set; }

    public int Updated { get; private set; }

    public int Unchanged { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Cells that could not be read and are passed over.</summary>
    public int Warnings { get; private set; }

    /// <summary>The first that would be made.</summary>
    public List<(int Line, string Name)> New { get; } = [];

    /// <summary>The first that would be changed, with what changes.</summary>
    public List<(int Line, string Name, string Id, IReadOnlyList<CellChange> Changes)> Changed { get; } = [];

    /// <summary>The first refused rows.</summary>
    public List<RefusedRow> Faults { get; } = [];

    /// <summary>Rows whose record is likely here already.</summary>
    public int Doubles { get; private set; }

    /// <summary>The first of these.</summary>
    public List<(int Line, string Name, string LikeId, string LikeName, LikelyRow Found)> Alike { get; } = [];

    /// <summary>Adds a row's fate.</summary>
    public void Add(RowResult result, RefusedRow? fault, IReadOnlyList<CellChange> changes, int most)
    {
        Read++;
        Warnings += result.Warnings;
        if (fault is not null)
        {
            Refused++;
            AddUpTo(most, Faults, fault);
            return;
        }

        switch (result.Fate)
        {
            case RowFate.Created:
                Created++;
                AddUpTo(most, New, (result.Row.Line, nameOf(result.Item!)));
                break;
            case RowFate.Updated:
                Updated++;
                AddUpTo(most, Changed, (result.Row.Line, nameOf(result.Item!), result.Item!.ContentItemId, changes));
                break;
            default:
                Unchanged++;
                break;
        }
    }

    /// <summary>Adds rows whose record is likely here already.</summary>
    /// <param name="areLeft">Whether they are left out, and so were not added before.</param>
    public void AddDoubles(IReadOnlyList<LikelyRow> found, bool areLeft, int most)
    {
        Doubles += found.Count;
        if (areLeft)
        {
            (Read, Refused) = (Read + found.Count, Refused + found.Count);
        }

        foreach (var one in found)
        {
            AddUpTo(most, Alike, (one.Row.Row.Line, nameOf(one.Row.Item!), one.Here.ContentItemId, nameOf(one.Here), one));
        }
    }

    private static void AddUpTo<T>(int most, List<T> list, T entry)
    {
        if (list.Count < most)
        {
            list.Add(entry);
        }
    }
}

/// <summary>What would change of a person.</summary>
/// <param name="Target">An import's target.</param>
internal sealed record CellChange(string Target, string Before, string After);
