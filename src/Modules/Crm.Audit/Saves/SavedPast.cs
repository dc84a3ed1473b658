using System.Security.Claims;
using System.Text.Json.Nodes;
using Crm.Audit.Differences;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Microsoft.Extensions.Localization;

namespace Crm.Audit.Saves;

/// <summary>Reads saves as one user may see them.</summary>
public sealed class SavedPast(
    IHistory history, IContentManager contents, IContentDefinitionManager definitions, Visible visible, Rights rights, RecordScopes scopes, EventWords words, IStringLocalizer<SavedPast> s)
{
    private const int MostRounds = 20;

    /// <summary>Saves as lines of a list, of the records that the user may see; the names of all their records are read at once.</summary>
    public async Task<IReadOnlyList<SaveLine>> ListAsync(HistoryFilter filter, int take, long before, ClaimsPrincipal user)
    {
        var sight = await visible.ForAsync(user);
        var lines = new List<SaveLine>(take);
        for (var round = 0; lines.Count < take && round < MostRounds; round++)
        {
            var entries = await history.ListAsync(filter, take, before);
            var items = (await contents.GetAsync(entries.Select(entry => entry.ItemId).OfType<string>().Distinct(), VersionOptions.Latest)).ToDictionary(item => item.ContentItemId);
            foreach (var entry in entries)
            {
                var item = entry.ItemId is { } id ? items.GetValueOrDefault(id) : null;
                if (await MaySeeAsync(entry, item, user))
                {
                    lines.Add(new SaveLine(entry, words.Event(entry), await words.TypeAsync(entry.Type), sight.CanSee(entry.Type, "DisplayText") ? item?.DisplayText ?? TitleIn(entry) : null));
                }
            }

            if (entries.Count < take)
            {
                break;
            }

            before = entries[^1].Id;
        }

        return lines.Count > take ? lines.GetRange(0, take) : lines;
    }

    /// <summary>One save of a record that the user may see, or null.</summary>
    public async Task<HistoryEntry?> FindAsync(long historyId, ClaimsPrincipal user)
        => await history.GetAsync(historyId) is { } entry && await MaySeeAsync(entry, null, user) ? entry : null;

    /// <summary>One save with its differences, or null.</summary>
    internal async Task<SaveView?> ReadAsync(long historyId, ClaimsPrincipal user)
    {
        if (await FindAsync(historyId, user) is not { } entry)
        {
            return null;
        }

        var sight = await visible.ForAsync(user);
        var after = Seen(await history.GetStateAsync(entry.DocumentId, entry.Version));
        var before = entry.Version > 1 ? Seen(await history.GetStateAsync(entry.DocumentId, entry.Version - 1)) : null;
        var type = await definitions.GetTypeDefinitionAsync(entry.Type);
        var labels = new FieldLabels(await definitions.ListPartDefinitionsAsync(), type, s, await NamesAsync([before, after], sight, user));
        var newer = (await history.ListAsync(entry.DocumentId, 1)) is [var last] && last.Id > entry.Id;
        return new SaveView(
            entry, words.Event(entry), await words.TypeAsync(entry.Type), (string?)(after ?? before)?["DisplayText"],
            new RecordDifference(labels).Between(before, after), after is not null, newer);

        JsonObject? Seen(JsonObject? state) => state is null ? null : sight.Project(entry.Type, state);
    }

    /// <summary>The paths of a clash as people call them.</summary>
    public async Task<IReadOnlyList<string>> LabelAsync(string type, IEnumerable<string> paths)
    {
        var labels = new FieldLabels(await definitions.ListPartDefinitionsAsync(), await definitions.GetTypeDefinitionAsync(type), s);
        return paths.Select(path => labels.For(path.Split(['/', '.'], StringSplitOptions.RemoveEmptyEntries))).Distinct().ToList();
    }

    // A record that points to others is read by their names; whom the reader may not see keeps the id.
    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(IEnumerable<JsonNode?> states, Sight sight, ClaimsPrincipal user)
    {
        var names = new Dictionary<string, string>();
        foreach (var item in await contents.GetAsync(states.SelectMany(JsonStrings.Of).Where(IsLikeAnId).Distinct(), VersionOptions.Latest))
        {
            if (sight.NameOf(item) is { Length: > 0 } name && await rights.HoldsAsync(user, CommonPermissions.ViewContent, item))
            {
                names[item.ContentItemId] = name;
            }
        }

        return names;
    }

    private static bool IsLikeAnId(string text) => text.Length == 26 && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>Whether the record is one that the user may see; one that is gone for good was everybody's or nobody's.</summary>
    private async Task<bool> MaySeeAsync(HistoryEntry entry, ContentItem? item, ClaimsPrincipal user)
    {
        if (entry.ItemId is null || (await scopes.ForAsync(user, entry.Type)).IsAll)
        {
            return true;
        }

        item ??= await contents.GetAsync(entry.ItemId, VersionOptions.Latest) ?? (await contents.GetAllVersionsAsync(entry.ItemId)).FirstOrDefault();
        return item is not null && await rights.HoldsAsync(user, CommonPermissions.ViewContent, item);
    }

    /// <summary>A deleted record's name, from the patch that deleted or made it.</summary>
    private static string? TitleIn(HistoryEntry entry)
        => new[] { entry.Forward, entry.Backward }.SelectMany(patch => JsonNode.Parse(patch) as JsonArray ?? [])
            .Select(operation => (string?)operation?["path"] switch
            {
                "/DisplayText" => operation["value"]?.ToString(),
                "" => operation["value"]?["DisplayText"]?.ToString(),
                _ => null,
            }).FirstOrDefault(title => title is { Length: > 0 });
}

/// <summary>A save as a line of a list.</summary>
/// <param name="Title">The record's name; null when it has none or the user may not see it.</param>
public sealed record SaveLine(HistoryEntry Entry, string Event, string Type, string? Title);

/// <summary>A save with what it changed.</summary>
/// <param name="HasState">Whether the record existed after it.</param>
/// <param name="HasNewer">Whether the record was saved again since.</param>
internal sealed record SaveView(
    HistoryEntry Entry, string Event, string Type, string? Title, IReadOnlyList<Difference> Differences, bool HasState, bool HasNewer);
