using Crm.Kernel.Localization;
using Crm.Messaging.Restraint;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Contexts;

/// <summary>A context as the form has it.</summary>
internal sealed class ContextForm
{
    public string? Kind { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public string? SourceKind { get; set; }

    public string? Source { get; set; }

    public string? Note { get; set; }

    /// <summary>What is wrong, by member.</summary>
    /// <param name="kinds">Those there are.</param>
    /// <param name="today">In the site's zone.</param>
    public IEnumerable<(string Member, string Sentence)> Faults(IReadOnlyList<ContextKind> kinds, DateOnly today, IStringLocalizer s)
    {
        if (kinds.All(kind => kind.Key != Kind))
        {
            yield return (nameof(Kind), s["Say what they go through."]);
        }

        if (Until < (From ?? today))
        {
            yield return (nameof(Until), s["The last day is not before the first."]);
        }

        if (!ContextSources.All.Contains(SourceKind ?? ""))
        {
            yield return (nameof(SourceKind), s["Say how it is known."]);
        }

        if (Source?.Length > Contexts.MostSource)
        {
            yield return (nameof(Source), s["At most {0} characters.", Contexts.MostSource]);
        }

        if (Note?.Length > Contexts.MostNote)
        {
            yield return (nameof(Note), s["At most {0} characters.", Contexts.MostNote]);
        }
    }

    /// <summary>The context that it says.</summary>
    public async Task<NewContext> ToContextAsync(string subjectId, DateOnly today, LocalTime local)
    {
        var zone = await local.ZoneAsync();
        return new NewContext(subjectId, Kind!)
        {
            FromUtc = From is { } from && from != today ? Beginning(from) : null, UntilUtc = Until is { } until ? Beginning(until.AddDays(1)) : null, SourceKind = SourceKind!, Source = Source?.Trim() ?? "", Note = Note?.Trim() ?? "",
        };

        DateTime Beginning(DateOnly day) => QuietHours.ToUtc(day.ToDateTime(TimeOnly.MinValue), zone);
    }
}
