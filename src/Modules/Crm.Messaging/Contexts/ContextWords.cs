using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Contexts;

/// <summary>The words of contexts for people.</summary>
internal sealed class ContextWords(IStringLocalizer<ContextWords> s)
{
    /// <summary>What said it.</summary>
    public string Source(string source) => source switch
    {
        ContextSources.Words => s["their own words"],
        ContextSources.Call => s["a call"],
        ContextSources.Complaint => s["a complaint"],
        ContextSources.Order => s["an order"],
        _ => s["something else"],
    };

    /// <summary>What was said of it.</summary>
    public string Act(string act) => act switch
    {
        ContextActs.Noted => s["noted"],
        ContextActs.Ended => s["ended"],
        ContextActs.Withdrawn => s["withdrawn"],
        _ => s["put back"],
    };

    /// <summary>What becomes of a message.</summary>
    public string Verdict(ContextVerdict verdict) => verdict switch
    {
        ContextVerdict.Hold => s["wait until it is over"],
        ContextVerdict.Refuse => s["do not leave"],
        _ => s["leave"],
    };

    /// <summary>The sources, to choose from.</summary>
    public IReadOnlyList<SelectListItem> Sources() => [.. ContextSources.All.Select(one => new SelectListItem(Source(one), one))];

    /// <summary>What can become of messages, to choose from.</summary>
    public IReadOnlyList<SelectListItem> Verdicts() => [.. Enum.GetValues<ContextVerdict>().Select(one => new SelectListItem(Verdict(one), one.ToString()))];
}
