using System.Text.RegularExpressions;

namespace Crm.Api.Tests.EveryRoute;

/// <summary>Records that addresses and forms name: fresh ones for each act, so that nothing an earlier act did stands in its way.</summary>
internal sealed record Records(string Gift, string Draft, string Trashed, string Person, string Household, string Organisation, string Interaction, string Task, string DoneTask, string Note, string Batch, string ImportBatch, string Save, string User, string Team, string File, string TrashedFile, string Operation, string Segment, string Attachment, string Request, string OtherPerson, string Message, string Brake, string Template, string Received, string Context, string Campaign, string Plan)
{
    /// <summary>A relation of the person.</summary>
    public const string RelationId = "relation-of-odile";

    /// <summary>Fields that no form of a page holds and a handler reads.</summary>
    public static readonly KeyValuePair<string, string>[] Usual = [new("act", "publish"), new("Role", "child"), new("Record.Kind", "note"), new("Record.Text", "Some words"), new("Input.Subject", "Something to do"), new("subject", "Something to do"), new("text", "Some words"), new("kind", "note"), new("outcome", "reached"), new("answer", "granted")];

    private string[] All => [Gift, Person, Household, Organisation, Interaction, Task, DoneTask, Note, Draft, Trashed, Save, User, Team, TrashedFile, Operation, Segment, Attachment, Campaign, Plan];

    /// <summary>What a parameter of that name may be, the likeliest first.</summary>
    public IEnumerable<string> Values(string name) => name.ToUpperInvariant() switch
    {
        "ID" => All,
        "IDS" => [Gift, Trashed],
        "CONTENTITEMID" => [Gift, Person, Household, Organisation, Interaction],
        "BATCHID" or "BATCH" => [ImportBatch, Batch],
        "PERSONID" => [Person],
        "NOTE" => [Note],
        "CALL" => [Task],
        "ATTACHMENT" => [Attachment],
        "REQUEST" => [Request],
        "MESSAGE" => [Message],
        "RECEIVED" => [Received],
        "BRAKE" => [Brake],
        "CONTEXT" => [Context],
        "CAMPAIGN" => [Campaign],
        "PLAN" => [Plan],
        "TEMPLATE" => [Template],
        "VERSION" => ["1"],
        "PERSON" => [Person],
        "RELATION" => [RelationId],
        "KEY" => ["neighbour", "client"],
        "NAME" => ["x", "tasks"],
        "COLUMN" => ["source"],
        "UNTIL" => ["week"],
        "HOUSEHOLD" => [Household],
        "TYPE" or "CONTENTTYPE" => ["Gift", "Riddle", "Person"],
        "PATH" => [File],
        "STATUS" => ["404"],
        "DOCUMENTNAME" => ["v1"],
        "Q" => ["Kanarien"],
        "CULTURE" => ["fr"],
        "APPEARANCE" => ["dark"],
        "BACK" => ["/admin"],
        "KIND" => ["note"],
        "CHANNEL" => ["email"],
        "FORM" or "CANCELLATIONTOKEN" or "OLDER" or "AFTER" or "BEFORE" or "SORT" or "ON" or "ACT" => [],
        _ => ["x"],
    };

    /// <summary>The addresses of a route: one for each value of its parameters.</summary>
    public IEnumerable<string> Fill(string pattern)
    {
        IEnumerable<string> addresses = ["/" + pattern.TrimStart('/')];
        foreach (Match parameter in Regex.Matches(pattern, @"\{\*{0,2}(?<name>\w+)[^}]*\}"))
        {
            addresses = addresses.SelectMany(address => Values(parameter.Groups["name"].Value).Select(value => address.Replace(parameter.Value, Uri.EscapeDataString(value), StringComparison.Ordinal)));
        }

        return addresses;
    }
}
