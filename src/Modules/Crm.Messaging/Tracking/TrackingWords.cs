using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Tracking;

/// <summary>The words of consent to tracking. The sentence is kept with each answer: a change of it asks nobody anew and changes no answer.</summary>
internal sealed class TrackingWords(IStringLocalizer<TrackingWords> s)
{
    public string Title(TrackingKind kind) => kind == TrackingKind.Opens ? s["Opening letters"] : s["Following links"];

    /// <summary>What is asked.</summary>
    public string Sentence(TrackingKind kind) => kind == TrackingKind.Opens
        ? s["May we note when you open a letter of ours, to learn which are read?"] : s["May we note which links in our letters you follow, to learn what interests you?"];

    /// <summary>How an answer stands, to who gave it.</summary>
    /// <param name="answer">One of <see cref="TrackingAnswers"/>; null when nothing was said.</param>
    public string Standing(string? answer) => answer switch
    {
        TrackingAnswers.Granted => s["You said yes."],
        TrackingAnswers.Denied => s["You said no: we do not note it."],
        _ => s["You have not said: we do not note it."],
    };

    /// <summary>An answer, to who works here.</summary>
    public string Answer(string? answer) => answer switch
    {
        TrackingAnswers.Granted => s["allowed"],
        TrackingAnswers.Denied => s["refused"],
        _ => s["not asked: nothing is noted"],
    };

    /// <summary>How it was said.</summary>
    public string Source(TrackingAnswer answer) => answer.Source switch { "page" => s["by the link in a letter"], "merge" => s["said before a merge"], _ => s["noted by {0}", answer.ByName] };
}
