using System.Globalization;
using Crm.Messaging.Channels;
using Crm.Messaging.Contexts;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Messaging.Returns;
using Crm.Messaging.StopList;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Ledger;

/// <summary>The words of the ledger for people.</summary>
internal sealed class LedgerWords(IEnumerable<IChannel> channels, RestraintWords restraints, IStringLocalizer<LedgerWords> s)
{
    public string State(MessageState state) => state switch
    {
        MessageState.Waiting => s["Waiting"],
        MessageState.Sent => s["Sent"],
        MessageState.Uncertain => s["Uncertain"],
        MessageState.Held => s["Held"],
        MessageState.Dropped => s["Dropped"],
        MessageState.Failed => s["Failed"],
        _ => s["Excluded"],
    };

    /// <summary>The badge's tone.</summary>
    public static string Tone(MessageState state) => state switch
    {
        MessageState.Sent => "good",
        MessageState.Held or MessageState.Uncertain => "warn",
        MessageState.Failed => "bad",
        _ => "neutral",
    };

    public string Class(MessageClass kind) => kind switch
    {
        MessageClass.Marketing => s["To many"],
        MessageClass.Personal => s["Personal"],
        _ => s["Waited for"],
    };

    /// <summary>An intensity's name.</summary>
    public string Intensity(MessageIntensity intensity) => restraints.Intensity(intensity);

    /// <summary>The intensities, to choose from.</summary>
    public IReadOnlyList<SelectListItem> Intensities() => [.. Enum.GetValues<MessageIntensity>().Select(one => new SelectListItem(Intensity(one), one.ToString()))];

    /// <summary>What came back, short.</summary>
    public string Return(string kind) => kind switch
    {
        ReturnKinds.Hard => s["came back for good"],
        ReturnKinds.Soft => s["came back: not this time"],
        ReturnKinds.Refused => s["came back: mailbox closed"],
        ReturnKinds.Blocked => s["came back: we are refused"],
        ReturnKinds.Content => s["came back: its content is refused"],
        ReturnKinds.Complaint => s["complaint"],
        ReturnKinds.Left => s["left by mail"],
        ReturnKinds.Automatic => s["answered by a program"],
        ReturnKinds.Unwanted => s["want nothing more this way"],
        _ => s["answered"],
    };

    /// <summary>The badge's tone of what came back.</summary>
    public static string ReturnTone(string kind) => kind switch
    {
        ReturnKinds.Hard or ReturnKinds.Complaint => "bad",
        ReturnKinds.Reply => "good",
        ReturnKinds.Automatic => "neutral",
        _ => "warn",
    };

    /// <summary>Why an address is on the stop list.</summary>
    public string Stop(string reason) => reason switch
    {
        StopReasons.Hard => s["what was written came back for good"],
        StopReasons.Soft => s["what was written came back too often"],
        StopReasons.Complaint => s["a complaint: no letters to many"],
        StopReasons.Wish => s["they asked for it"],
        _ => s["by hand"],
    };

    /// <summary>The channel's title; its name where its feature is off.</summary>
    public string Channel(string name) => channels.FirstOrDefault(channel => channel.Name == name)?.Title ?? name;

    /// <summary>Whether somebody here says what leaves by that channel.</summary>
    public bool IsSpoken(string name) => channels.FirstOrDefault(channel => channel.Name == name) is { IsSpoken: true };

    /// <summary>Why it stands there, short; blank when there is nothing to say.</summary>
    public string Reason(string reason) => reason switch
    {
        "" => "",
        Reasons.Brake => s["the brake is pulled"],
        Reasons.Rewrite => s["to be rewritten"],
        Reasons.Old => s["to be approved"],
        Reasons.Silence => s["silence"],
        Reasons.Quiet => s["quiet hours"],
        Reasons.Restraint => s["restraint"],
        Reasons.Gap => s["too soon"],
        Reasons.Pace => s["its turn comes"],
        Reasons.Domain => s["its domain takes nothing now"],
        Reasons.Context => s["a rule of the house"],
        Reasons.Guard => s["not the moment"],
        Reasons.Refused => s["use of data refused"],
        Reasons.Left => s["left the list"],
        Reasons.TakenOut => s["taken out"],
        Reasons.Paused => s["wants a pause"],
        Reasons.NoWayOut => s["no way out"],
        Reasons.NoAddress => s["no address"],
        Reasons.CameBack => s["address is no good"],
        Reasons.Complained => s["complained"],
        Reasons.Stopped => s["address stopped"],
        Reasons.Unwanted => s["not by this channel"],
        Reasons.NoPerson => s["no longer there"],
        Reasons.Merged => s["merged"],
        Reasons.Died => s["died"],
        Reasons.NoChannel => s["channel is off"],
        Reasons.Expired => s["too late"],
        Reasons.Decided or Reasons.OldDropped => s["decided"],
        Reasons.Later => s["to be tried again"],
        Reasons.Answer => s["refused by the other side"],
        Reasons.Broken => s["broke off"],
        Reasons.Template => s["a hole in its template"],
        Reasons.Settled => s["settled by hand"],
        _ => reason,
    };

    /// <summary>The reason with what it is about, as a sentence; blank when there is nothing to say.</summary>
    /// <param name="contexts">As its reader may know them.</param>
    public string Sentence(Message message, RestraintSettings settings, ContextNames contexts) => message.Reason switch
    {
        Reasons.Brake => s["The brake is pulled: it waits for the triage."],
        Reasons.Silence => s["It is a time of silence: {0}. It leaves afterwards, if it is still worth it.", message.Detail],
        Reasons.Old => s["What it says is of {0}: somebody reads it again before it leaves.", DateOnly.TryParse(message.Detail, CultureInfo.InvariantCulture, out var written) ? written.ToString("d", CultureInfo.CurrentCulture) : message.Detail],
        Reasons.Rewrite => s["Somebody wanted it rewritten before it leaves."],
        Reasons.Quiet => s["It is night where they live: it leaves when the quiet hours end."],
        Reasons.Restraint => s["They had enough for now ({0}): it leaves when there is room, or not at all.", restraints.Rule(settings, message.Detail)],
        Reasons.Gap => s["They were told something as strong a short while ago ({0}): it leaves when enough time has passed, or not at all.", restraints.Gap(settings, message.Detail)],
        Reasons.Pace => s["Letters to {0} leave at the pace that is set: its turn comes.", message.Detail],
        Reasons.Domain => s["{0} turns letters away at the moment, or is slow: it is tried again by itself.", message.Detail],
        Reasons.Context => Context((MessageState)message.State, contexts.Of(message.Detail)),
        Reasons.Guard or Reasons.Refused => message.Detail,
        Reasons.Left => s["They left the list: they want no more of it."],
        Reasons.TakenOut => s["Somebody took them out of “{0}”: they get no more of it.", message.Detail],
        Reasons.Paused => s["They wanted a pause that is not over."],
        Reasons.NoWayOut => s["The site’s public address is not set (Settings, General): a letter to many would have no way out of the list."],
        Reasons.NoAddress => s["There is no address for this channel."],
        Reasons.CameBack => s["What was written to this address came back for good: nothing is written to it."],
        Reasons.Complained => s["A letter to this address was complained about: it gets no letters to many."],
        Reasons.Stopped => s["Somebody decided that nothing is written to this address."],
        Reasons.Unwanted => s["They asked for nothing more by this channel."],
        Reasons.NoPerson => s["The person is no longer there."],
        Reasons.Merged => s["The person was merged into somebody who gets the same message already."],
        Reasons.Died => s["The person died."],
        Reasons.NoChannel => s["The channel’s feature is off."],
        Reasons.Expired => message.Detail.Length > 0 ? s["Its time was over before it could leave ({0}).", Reason(message.Detail)] : s["Its time was over before it could leave."],
        Reasons.Decided => message.Detail.Length > 0 ? s["{0} decided so.", message.Detail] : s["Somebody decided so."],
        Reasons.OldDropped => s["{0} decided so.", message.Detail.Split(' ', 3)[^1]],
        Reasons.Later => s["The other side did not take it: {0}", message.Detail],
        Reasons.Answer => s["The other side refused it: {0}", message.Detail],
        Reasons.Broken => message.Detail.Length > 0 ? s["It broke off while it was handed over ({0}): nobody knows whether it arrived.", message.Detail] : s["It broke off while it was handed over: nobody knows whether it arrived."],
        Reasons.Template => Hole(message.Detail),
        Reasons.Settled => s["{0} says that it arrived.", message.Detail],
        _ => "",
    };

    private string Context(MessageState state, string? title) => (state, title) switch
    {
        (MessageState.Excluded, null) => s["Refused by a rule of the house."],
        (MessageState.Excluded, _) => s["It is not for somebody who goes through this: {0}.", title],
        (_, null) => s["Held by a rule of the house."],
        _ => s["They go through this: {0}. It leaves when that is over, if it is still worth it.", title],
    };

    private string Hole(string detail) => detail.Split([' ', ':'], 4) is [var part, var line, var column, var says]
        ? says.Length > 0 ? s["Its template has nothing to say to this person for {0} ({1}, line {2}, column {3}). Fill it in on their page, or give the template a fallback; then send it again.", says, part, line, column]
            : s["Its template did more than it may, or made no words ({0}): nothing was sent.", part] : detail;
}
