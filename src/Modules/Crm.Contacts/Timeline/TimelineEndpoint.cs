using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Timeline;

/// <summary><c>GET /api/contacts/people/{id}/timeline</c> and the same of a household: what the page shows of it, newest first; a <c>POST</c> records as its quick form does.</summary>
internal static class TimelineEndpoint
{
    private const int MaxTake = 200;

    public static Task<IResult> OfPersonAsync(
        string id, [AsParameters] TimelineQuestion asked, ClaimsPrincipal user, TimelineReader timeline, ContactSights sights, ContactLabels labels, IStringLocalizer<TimelineReader> s, CancellationToken cancellationToken)
        => ReadAsync(id, ContactTypes.Person, asked, user, sights, labels, s, take => timeline.OfPersonAsync(user, id, asked.Kind, asked.Older, cancellationToken, take));

    public static Task<IResult> OfHouseholdAsync(
        string id, [AsParameters] TimelineQuestion asked, ClaimsPrincipal user, TimelineReader timeline, ContactSights sights, ContactLabels labels, IStringLocalizer<TimelineReader> s, CancellationToken cancellationToken)
        => ReadAsync(id, ContactTypes.Household, asked, user, sights, labels, s, take => timeline.OfHouseholdAsync(user, id, asked.Kind, asked.Older, cancellationToken, take));

    /// <summary>Records a contact with a person, and with the households that are theirs on that day.</summary>
    public static Task<IResult> RecordWithPersonAsync(string id, InteractionForm form, ClaimsPrincipal user, RecordInteraction record, ContactSights sights, IStringLocalizer<TimelineReader> s)
        => RecordAsync(id, ContactTypes.Person, form, user, record, sights, s, record.WithPersonAsync);

    /// <summary>Records a contact with a household as a whole.</summary>
    public static Task<IResult> RecordWithHouseholdAsync(string id, InteractionForm form, ClaimsPrincipal user, RecordInteraction record, ContactSights sights, IStringLocalizer<TimelineReader> s)
        => RecordAsync(id, ContactTypes.Household, form, user, record, sights, s, record.WithHouseholdAsync);

    private static async Task<IResult> RecordAsync(
        string id, string type, InteractionForm form, ClaimsPrincipal user, RecordInteraction record, ContactSights sights, IStringLocalizer<TimelineReader> s, Func<ContentItem, InteractionForm, Task<ContentItem>> store)
    {
        if (await sights.FindAsync(user, id, type, CommonPermissions.EditContent) is not { } item)
        {
            return Results.NotFound();
        }

        return await record.FaultAsync(form) is { } fault
            ? NarrowedPeopleQuestion.Refused(fault.Member, s[fault.Message])
            : Results.Json(new RecordedInteraction((await store(item, form)).ContentItemId), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ReadAsync(
        string id, string type, TimelineQuestion asked, ClaimsPrincipal user, ContactSights sights, ContactLabels labels, IStringLocalizer<TimelineReader> s, Func<int, Task<TimelineStretch>> read)
    {
        if (await sights.FindAsync(user, id, type) is null)
        {
            return Results.NotFound();
        }

        var kinds = labels.TimelineKinds().Select(kind => kind.Name).ToList();
        var take = asked.Take ?? TimelineReader.Usual;
        if (take is < 1 or > MaxTake)
        {
            return NarrowedPeopleQuestion.Refused("take", s["take must lie between 1 and {0}.", MaxTake]);
        }

        if (!string.IsNullOrEmpty(asked.Kind) && !kinds.Contains(asked.Kind))
        {
            return NarrowedPeopleQuestion.Refused("kind", s["kind is one of: {0}.", string.Join(", ", kinds)]);
        }

        if (!TimelineReader.IsPlace(asked.Older))
        {
            return NarrowedPeopleQuestion.Refused("older", s["older is a place that a page before has given."]);
        }

        var stretch = await read(take);
        return Results.Json(new TimelinePage([.. stretch.Entries.Select(entry => TimelineLine.Of(entry, labels.TimelineKind(entry.Kind)))], stretch.Older));
    }
}

/// <summary>A contact that was recorded.</summary>
internal sealed record RecordedInteraction(string ContentItemId);

/// <summary>Which stretch of a timeline.</summary>
internal sealed record TimelineQuestion
{
    /// <summary>"note", "call", "letter", "message", "meeting" or a kind that a module adds; all when left out.</summary>
    public string? Kind { get; init; }

    /// <summary>"older" of the page before.</summary>
    public string? Older { get; init; }

    /// <summary>How many, 30 unless told.</summary>
    public int? Take { get; init; }
}

/// <summary>A stretch of a timeline; older is null at its beginning.</summary>
internal sealed record TimelinePage(IReadOnlyList<TimelineLine> Items, string? Older);

/// <summary>An entry as the page shows it.</summary>
/// <param name="AtUtc">When; midnight when only the day is known.</param>
/// <param name="Label">The kind's name in the reader's language.</param>
/// <param name="Title">One line; the kind's name where it is made of a hidden field.</param>
/// <param name="SourceId">The record it comes from.</param>
internal sealed record TimelineLine(DateTime AtUtc, bool IsDate, string Kind, string Label, string Title, string By, string SourceType, string SourceId)
{
    public static TimelineLine Of(TimelineIndex entry, TimelineKind kind) => new(entry.At, entry.IsDate, entry.Kind, kind.Caption, kind.TitleOf(entry.Title), entry.By, entry.SourceType, entry.SourceId);
}
