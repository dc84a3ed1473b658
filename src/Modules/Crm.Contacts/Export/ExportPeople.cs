using Crm.Contacts.Ages;
using Crm.Contacts.Bulk;
using Crm.Contacts.Import;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Stages;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Users;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Export;

/// <summary>
/// Writes those whom a list shows, or some chosen, to a file: in the order in which they were made, which no change moves, so that nobody is left out or there twice. Of each person
/// only what who asks may see; who may not leave the house is left out, and so are children when somebody outside has the file. Read in batches, so memory stays flat.
/// </summary>
internal sealed class ExportPeople(PeopleList people, ISession session, UserNames users, LifeCycle lifeCycle, LinkNames names, RelationCells relations, ContactLabels labels, DataUses uses, ExportLog log, IStringLocalizer<ExportPeople> s)
{
    private const int BatchSize = 500;

    private const int MostRowsOfWorkbook = 1_048_575;

    /// <summary>Writes the file and notes in the log who had whom; gives how many there are in it.</summary>
    /// <exception cref="NoWorkbookException">They are too many for a workbook, or a text is too long for one.</exception>
    public async Task<int> RunAsync(Stream stream, FileKind kind, ExportPurpose purpose, ContactSelection selection, IReadOnlyList<PersonColumn> columns, ExportSights sights, CancellationToken cancellationToken)
    {
        if (kind == FileKind.Xlsx && await people.CountAsync(selection, sights.People, cancellationToken) > MostRowsOfWorkbook)
        {
            throw new NoWorkbookException(s["A workbook holds {0:N0} rows; choose text (.csv).", MostRowsOfWorkbook]);
        }

        try
        {
            return await WriteAsync(stream, kind, purpose, selection, columns, sights, cancellationToken);
        }
        catch (CellTooLongException)
        {
            throw new NoWorkbookException(s["A text is longer than a cell of a workbook can be; choose text (.csv)."]);
        }
    }

    private async Task<int> WriteAsync(Stream stream, FileKind kind, ExportPurpose purpose, ContactSelection selection, IReadOnlyList<PersonColumn> columns, ExportSights sights, CancellationToken cancellationToken)
    {
        var (count, leftOut, children, after) = (0, 0, 0, 0L);
        await using (var file = await PeopleFile.BeginAsync(kind, stream, s["People"], [.. columns.Select(column => column.Label)], cancellationToken))
        {
            while (await people.PlacesAsync(selection, sights.People, after, BatchSize, cancellationToken) is { Count: > 0 } places)
            {
                after = places[^1].DocumentId;
                var refused = await uses.RefusedAsync([.. places.Select(place => place.ContentItemId)], DataUse.Export, cancellationToken);
                var ids = places.Select(place => place.ContentItemId).Where(id => !refused.ContainsKey(id)).ToList();
                var minors = purpose == ExportPurpose.Outside ? await Minors.AmongAsync(session, ids, sights.Today, cancellationToken) : new HashSet<string>();
                (leftOut, children) = (leftOut + refused.Count, children + minors.Count);
                foreach (var row in await RowsAsync([.. places.Where(place => !refused.ContainsKey(place.ContentItemId) && !minors.Contains(place.ContentItemId))], columns, purpose, sights, cancellationToken))
                {
                    await file.AddAsync([.. columns.Select(column => column.Read(row))], cancellationToken);
                    count++;
                }
            }

            await file.EndAsync(cancellationToken);
        }

        await log.AddAsync(kind, purpose, selection, columns, new ExportCounts(count, leftOut, children));
        return count;
    }

    private async Task<IReadOnlyList<PersonRow>> RowsAsync(IReadOnlyList<ContactPlace> places, IReadOnlyList<PersonColumn> columns, ExportPurpose purpose, ExportSights sights, CancellationToken cancellationToken)
    {
        var stored = await session.GetAsync<ContentItem>(places.Select(place => place.DocumentId));
        var (ids, today) = (places.Select(place => place.ContentItemId).ToList(), sights.Today);
        var drafts = stored.ToDictionary(item => item.ContentItemId, item => PersonDraft.Of(sights.People.Show(item)));
        bool Wants(string name) => columns.Any(column => column.Name == $"({name})");
        bool Writes(string name) => columns.Any(column => column.Name == name);
        var people = drafts.Values.Select(draft => draft.Person).ToList();
        var homes = Wants("Households") || Writes(LinkTargets.Memberships) ? people.SelectMany(person => person.Memberships.Select(home => home.HouseholdId)) : [];
        var works = Wants("Organisations") || Writes(LinkTargets.Affiliations) ? people.SelectMany(person => person.Affiliations.Select(work => work.OrganisationId)) : [];
        var groups = await names.OfAsync(homes, works, [], new LinkSights(sights.Households, sights.Organisations, sights.People), cancellationToken);
        var links = new LinkTexts(groups, labels.Role);
        var owners = Wants("Owner") ? await users.OfAsync(stored.Select(item => item.Owner ?? "")) : new Dictionary<string, string>();
        var last = Wants("LastContact") ? await LastContact.ReadAsync(session, ids, cancellationToken) : new Dictionary<string, LastContact>();
        var first = Wants("FirstContact") ? await FirstContact.ReadAsync(session, ids, cancellationToken) : new Dictionary<string, DateTime>();
        var clients = Wants("ClientSince") ? await ClientSince.ReadAsync(session, ids, await lifeCycle.KeysAsync(StageKind.Client), cancellationToken) : new Dictionary<string, DateTime>();
        var related = await relations.OfAsync(ids, columns.Select(column => column.Name), purpose, sights, cancellationToken);
        var rows = stored.Select(item =>
        {
            var draft = drafts[item.ContentItemId];
            return new PersonRow(
                sights.People.Show(item), draft,
                Names(draft.Person.Memberships.Where(home => home.IsCurrent(today)).Select(home => groups.GetValueOrDefault(home.HouseholdId))),
                Names(Current(draft, today).Select(work => groups.GetValueOrDefault(work.OrganisationId))),
                owners.GetValueOrDefault(item.Owner ?? "") ?? "", last.GetValueOrDefault(item.ContentItemId),
                first.TryGetValue(item.ContentItemId, out var met) ? met : null, clients.TryGetValue(item.ContentItemId, out var since) ? since : null)
            {
                Memberships = Writes(LinkTargets.Memberships) ? links.Memberships(draft.Person) : "",
                Affiliations = Writes(LinkTargets.Affiliations) ? links.Affiliations(draft.Person) : "",
                Relations = target => related.GetValueOrDefault((item.ContentItemId, target)) ?? "",
            };
        }).ToList();
        foreach (var item in stored)
        {
            session.Detach(item);
        }

        return rows;
    }

    private static IEnumerable<Affiliation> Current(PersonDraft draft, DateOnly today) => draft.Person.Affiliations.Where(work => work.To is null || work.To >= today);

    private static string Names(IEnumerable<string?> names) => string.Join(", ", names.Where(name => !string.IsNullOrEmpty(name)));
}

/// <summary>Those cannot be written as a workbook; the message says why and what to do.</summary>
internal sealed class NoWorkbookException(string message) : Exception(message);
