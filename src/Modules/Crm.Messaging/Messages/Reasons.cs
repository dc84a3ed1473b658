namespace Crm.Messaging.Messages;

/// <summary>Why a message stands where it stands. Codes of the ledger: they are never renamed; words for people are <c>LedgerWords</c>'s.</summary>
public static class Reasons
{
    /// <summary>A brake covers it; its id is the detail. It waits for the triage.</summary>
    public const string Brake = "brake";

    /// <summary>Somebody wanted it rewritten in the triage.</summary>
    public const string Rewrite = "rewrite";

    /// <summary>What it says was written long ago, on the day that is the detail: it waits until somebody approves it.</summary>
    public const string Old = "old";

    /// <summary>It is a time of silence where the person lives; its title is the detail.</summary>
    public const string Silence = "silence";

    /// <summary>It is night where the person lives.</summary>
    public const string Quiet = "quiet";

    /// <summary>The person or household had enough for a while; the rule is the detail.</summary>
    public const string Restraint = "restraint";

    /// <summary>The person or household was told something as strong a short while ago; the gap's intensity is the detail.</summary>
    public const string Gap = "gap";

    /// <summary>Its turn comes: letters to its receiving domain, the detail, leave at a pace.</summary>
    public const string Pace = "pace";

    /// <summary>Its receiving domain, the detail, turns letters away or hangs, and is left in peace for a while.</summary>
    public const string Domain = "domain";

    /// <summary>They go through something that is not the moment for it; the kind's key is the detail.</summary>
    public const string Context = "context";

    /// <summary>A guard holds or refuses it; its sentence is the detail.</summary>
    public const string Guard = "guard";

    /// <summary>The person's data may not be used for it.</summary>
    public const string Refused = "refused";

    /// <summary>They left the list, or everything.</summary>
    public const string Left = "left";

    /// <summary>Somebody took them out of the automation that put it; its title is the detail.</summary>
    public const string TakenOut = "taken-out";

    /// <summary>They wanted a pause.</summary>
    public const string Paused = "paused";

    /// <summary>The site has no public address: a letter to many would have no way out of the list.</summary>
    public const string NoWayOut = "no-way-out";

    /// <summary>The channel does not reach the person.</summary>
    public const string NoAddress = "no-address";

    /// <summary>The address is on the stop list: what was written there came back for good.</summary>
    public const string CameBack = "came-back";

    /// <summary>The address is on the stop list: a letter to many was complained about.</summary>
    public const string Complained = "complained";

    /// <summary>The address is on the stop list: somebody decided so.</summary>
    public const string Stopped = "stopped";

    /// <summary>The address is on the stop list: they asked for nothing more by this channel.</summary>
    public const string Unwanted = "unwanted";

    /// <summary>The person is not there any more.</summary>
    public const string NoPerson = "no-person";

    /// <summary>The person became another one, who gets the same message already.</summary>
    public const string Merged = "merged";

    /// <summary>The person died.</summary>
    public const string Died = "died";

    /// <summary>The channel's feature is off.</summary>
    public const string NoChannel = "no-channel";

    /// <summary>Its time was over before it could leave.</summary>
    public const string Expired = "expired";

    /// <summary>Somebody dropped it.</summary>
    public const string Decided = "decided";

    /// <summary>Somebody dropped what said it while it waited for approval; the day it was written, the decision's number and who signed it are the detail.</summary>
    public const string OldDropped = "old-dropped";

    /// <summary>The other side does not take it now; it is tried again.</summary>
    public const string Later = "later";

    /// <summary>The other side refused it.</summary>
    public const string Answer = "answer";

    /// <summary>The sender died, or the line broke, while it was handed over.</summary>
    public const string Broken = "broken";

    /// <summary>Its template has nothing to say in a place; part, line, column and what was to stand there are the detail.</summary>
    public const string Template = "template";

    /// <summary>Somebody says that it arrived.</summary>
    public const string Settled = "settled";
}
