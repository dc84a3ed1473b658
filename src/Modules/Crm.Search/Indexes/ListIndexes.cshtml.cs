using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Search.Index;
using Crm.Search.Profiles;
using Crm.Search.Records;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Search.Indexes;

/// <summary>How the index of this node stands: records, lag, size; making it anew, with progress.</summary>
[Right(SearchPermissions.ManageIndexes)]
internal sealed class ListIndexes(
    RecordIndex records, RecordTypes types, ChangeFeed feed, IDocumentManager<RecordIndexSettings> settings, ProfileIndexes indexes, IDocumentManager<IndexProfiles> profiles, IStringLocalizer<ListIndexes> s) : PageModel
{
    private const double Mebibyte = 1024 * 1024;

    public BuildState Build => records.Build;

    public bool Exists => records.Index.Exists;

    public int Documents { get; private set; }

    /// <summary>Lines of the change log that are not in it yet.</summary>
    public long Lag { get; private set; }

    /// <summary>Size on disk in MiB.</summary>
    public double Size { get; private set; }

    /// <summary>Whether another index than this one is wanted: it is being made, or will be.</summary>
    public bool IsOutdated { get; private set; }

    /// <summary>The indexes of content for named queries.</summary>
    public IReadOnlyList<ShownProfile> Profiles { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public async Task<IActionResult> OnGetStateAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        return Partial("/Crm.Search/Indexes/_State.cshtml", this);
    }

    public async Task<IActionResult> OnPostRebuildAsync()
    {
        var stored = await settings.GetOrCreateMutableAsync();
        stored.Generation++;
        await settings.UpdateAsync(stored);
        records.ForgetFailure();
        this.Toast(s["A new index is being made; the present one serves until it is complete."]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRebuildProfileAsync(string name)
    {
        var stored = await profiles.GetOrCreateMutableAsync();
        if (stored.Find(name) is not { } profile)
        {
            return NotFound();
        }

        profile.Generation++;
        await profiles.UpdateAsync(stored);
        this.Toast(s["A new index is being made; the present one serves until it is complete."]);
        return RedirectToPage();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Documents = records.Index.Documents;
        Size = records.Index.Size / Mebibyte;
        var last = await feed.LastAsync(cancellationToken);
        Lag = Math.Max(0, last - records.Index.Position);
        Profiles = [.. (await profiles.GetOrCreateImmutableAsync()).All.Select(profile => Shown(profile, indexes.Get(profile), last))];
        IsOutdated = Exists && records.Index.Key != (await types.ReadAsync()).Key;
    }

    private static ShownProfile Shown(IndexProfile profile, SearchIndex index, long last)
        => new(profile, index.Exists && index.Key == profile.Key, index.Documents, Math.Max(0, last - index.Position), index.Size / Mebibyte);
}

/// <summary>An index of content as the page shows it.</summary>
/// <param name="IsCurrent">False while it waits to be made, or made anew.</param>
/// <param name="Lag">Lines of the change log that are not in it yet.</param>
/// <param name="Size">In MiB.</param>
internal sealed record ShownProfile(IndexProfile Profile, bool IsCurrent, int Documents, long Lag, double Size);
