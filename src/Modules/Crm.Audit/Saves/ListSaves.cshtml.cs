using System.Globalization;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Audit.Saves;

/// <summary>Everything that was saved, newest first.</summary>
[Right(AuditPermissions.ViewAudit)]
public sealed class ListSavesModel(SavedPast past, EventWords words, ISiteService site) : PageModel
{
    /// <summary>The filters, all optional.</summary>
    [BindProperty(SupportsGet = true, Name = "")]
    public SaveFilter Filter { get; set; } = new();

    /// <summary>The page's lines.</summary>
    public IReadOnlyList<SaveLine> Lines { get; private set; } = [];

    /// <summary>The key after which the next page begins.</summary>
    public string? Next { get; private set; }

    /// <summary>The events to choose from.</summary>
    public IReadOnlyList<(string Name, string Words)> Events { get; private set; } = [];

    /// <summary>Shows a page.</summary>
    public async Task OnGetAsync([FromQuery] long? after)
    {
        var settings = await site.GetSiteSettingsAsync();
        Lines = await past.ListAsync(Filter.ToHistory(settings.TimeZoneId), settings.PageSize + 1, after ?? long.MaxValue, User);
        if (Lines.Count > settings.PageSize)
        {
            Lines = Lines.Take(settings.PageSize).ToList();
            Next = Lines[^1].Entry.Id.ToString(CultureInfo.InvariantCulture);
        }

        Events = EventWords.Common.Concat(Lines.Select(line => line.Entry.Event)).Distinct().Select(name => (name, words.Event(name))).ToList();
    }
}

/// <summary>What the list is narrowed to.</summary>
public sealed class SaveFilter
{
    /// <summary>A user's id.</summary>
    [FromQuery(Name = "actor")]
    public string? Actor { get; set; }

    /// <summary>A type's technical name.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; set; }

    /// <summary>An event's name.</summary>
    [FromQuery(Name = "event")]
    public string? Event { get; set; }

    /// <summary>A batch's id.</summary>
    [FromQuery(Name = "batch")]
    public string? Batch { get; set; }

    /// <summary>First day, in the tenant's zone.</summary>
    [FromQuery(Name = "from")]
    public DateOnly? From { get; set; }

    /// <summary>Last day, in the tenant's zone.</summary>
    [FromQuery(Name = "to")]
    public DateOnly? To { get; set; }

    /// <summary>Whether nothing is narrowed.</summary>
    public bool IsEmpty => (Actor ?? Type ?? Event ?? Batch) is null && From is null && To is null;

    internal HistoryFilter ToHistory(string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        return new HistoryFilter(Text(Type), Text(Actor), Text(Batch), Utc(From), Utc(To?.AddDays(1)), Text(Event));

        DateTime? Utc(DateOnly? day) => day is { } d ? TimeZoneInfo.ConvertTimeToUtc(d.ToDateTime(TimeOnly.MinValue), zone) : null;

        static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
