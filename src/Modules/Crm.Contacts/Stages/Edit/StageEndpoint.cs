using Crm.Contacts.Names;
using Crm.Kernel.Localization;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages.Edit;

/// <summary><c>/api/contacts/stages</c>: the editing of stages, by the rules of the screens; <c>GET</c> gives them with their figures.</summary>
internal static class StageEndpoint
{
    public static async Task<IResult> CreateAsync(StageRequest body, HttpContext context, KeepStage keep, ISiteService sites, IStringLocalizer<KeepStage> s)
        => await KeepAsync(body, null, keep, sites, s) is var (stage, refused) && stage is null ? refused! : Results.Created($"{context.Request.PathBase}/admin/stages/{stage.Key}", await AnswerAsync(stage, keep));

    public static async Task<IResult> ReplaceAsync(string key, StageRequest body, KeepStage keep, ISiteService sites, IStringLocalizer<KeepStage> s)
        => (await keep.OfferedAsync()).All(stage => stage.Key != key) ? Results.NotFound()
            : await KeepAsync(body, key, keep, sites, s) is var (stage, refused) && stage is null ? refused! : Results.Json(await AnswerAsync(stage, keep));

    /// <param name="to">Where its people go: the key of another stage, or "-" for none; needed when somebody is in it.</param>
    public static async Task<IResult> RemoveAsync(string key, string? to, HttpContext context, RetireStage retire, IStringLocalizer<RetireStage> s, CancellationToken cancellationToken)
    {
        if (await retire.AskAsync(context.User, key, cancellationToken) is not { } asked)
        {
            return Results.NotFound();
        }

        if (asked.HasOthers)
        {
            return Results.Problem(title: s["Some people in this stage are out of your sight. Somebody who sees everybody has to do this."], statusCode: StatusCodes.Status409Conflict);
        }

        if (retire.Fault(asked, to) is { } fault)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["to"] = [fault] }, title: fault);
        }

        return await retire.DoAsync(asked, to, cancellationToken) is { } operation
            ? Results.Accepted($"{context.Request.PathBase}/api/operations/{operation}", new Bulk.BulkStarted(operation, asked.Count))
            : Results.NoContent();
    }

    public static async Task<IResult> RestoreAsync(string key, KeepStage keep)
        => await keep.RestoreAsync(key) is { } stage ? Results.Json(await AnswerAsync(stage, keep)) : Results.NotFound();

    private static async Task<(Stage? Stage, IResult? Refused)> KeepAsync(StageRequest body, string? key, KeepStage keep, ISiteService sites, IStringLocalizer<KeepStage> s)
    {
        var languages = SiteLanguages.Of(await sites.GetSiteSettingsAsync()).Select(culture => culture.Name).ToList();
        var faults = new List<(string Member, string Sentence)>();
        if (body.Names?.Keys.FirstOrDefault(culture => !languages.Contains(culture, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            faults.Add(("names", s["The site has no language “{0}”; there are: {1}.", unknown, string.Join(", ", languages)]));
        }

        if (body.Kind is { } said && (!Enum.TryParse<StageKind>(said, ignoreCase: true, out var kind) || !Enum.IsDefined(kind)))
        {
            faults.Add(("kind", s["kind is open, client, dormant or lost."]));
        }

        if (faults.Count == 0)
        {
            var form = body.Form(languages, await PlaceAsync(key, keep));
            faults.AddRange(keep.Faults(key, form).Select(fault => (MemberOf(fault.Member), fault.Sentence)));
            if (faults.Count == 0)
            {
                return (await keep.StoreAsync(key, form), null);
            }
        }

        return (null, Results.ValidationProblem(faults.GroupBy(fault => fault.Member).ToDictionary(group => group.Key, group => group.Select(fault => fault.Sentence).Distinct().ToArray()), title: faults[0].Sentence));
    }

    // Where it stands already, a new one at the end.
    private static async Task<int> PlaceAsync(string? key, KeepStage keep) => await keep.OfferedAsync() is var offered && offered.FindIndex(stage => stage.Key == key) is >= 0 and var at ? at + 1 : offered.Count + 1;

    private static async Task<StageKept> AnswerAsync(Stage stage, KeepStage keep)
        => new(stage.Key, stage.Name, stage.Names, stage.Kind.ToString().ToLowerInvariant(), stage.StuckAfterDays, (await keep.OfferedAsync()).FindIndex(other => other.Key == stage.Key) + 1);

    private static string MemberOf(string input) => input switch { "StuckAfterDays" => "stuckAfterDays", "" or "Names[0].Name" => "name", _ => "names" };
}

/// <summary>A stage to keep.</summary>
/// <param name="Name">The name in the site's first language; its key is made of it once.</param>
/// <param name="Names">The names in the site's other languages, as "fr"; those left out are none.</param>
/// <param name="Kind">"open", "client", "dormant" or "lost"; open unless told.</param>
/// <param name="StuckAfterDays">Who is in it for longer is stuck; null for never.</param>
/// <param name="Place">Its place in the order, from 1; where it stands unless told, a new one at the end.</param>
internal sealed record StageRequest(string? Name, IReadOnlyDictionary<string, string>? Names, string? Kind, int? StuckAfterDays, int? Place)
{
    /// <summary>As the form would hold it.</summary>
    /// <param name="languages">Those of the site, the first one first.</param>
    public StageForm Form(IReadOnlyList<string> languages, int usualPlace) => new()
    {
        Names = [.. languages.Select((culture, at) => new LanguageName { Culture = culture, Name = at == 0 && !string.IsNullOrWhiteSpace(Name) ? Name : NameIn(culture) })],
        Kind = Enum.TryParse<StageKind>(Kind, ignoreCase: true, out var kind) ? kind : StageKind.Open,
        StuckAfterDays = StuckAfterDays,
        Place = Place ?? usualPlace,
    };

    private string? NameIn(string culture) => Names?.FirstOrDefault(name => name.Key.Equals(culture, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>A stage as it is kept.</summary>
/// <param name="Place">Its place among those offered, from 1.</param>
internal sealed record StageKept(string Key, string Name, IReadOnlyDictionary<string, string> Names, string Kind, int? StuckAfterDays, int Place);
