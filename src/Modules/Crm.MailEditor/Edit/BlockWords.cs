using Crm.MailEditor.Blocks;
using Microsoft.Extensions.Localization;

namespace Crm.MailEditor.Edit;

/// <summary>What blocks and fields are called. Scoped.</summary>
internal sealed class BlockWords(IStringLocalizer<BlockWords> s)
{
    public string Kind(BlockKind kind) => kind switch
    {
        BlockKind.Frame => s["Frame of the letter"],
        BlockKind.Heading => s["Heading"],
        BlockKind.Text => s["Text"],
        BlockKind.Picture => s["Picture"],
        BlockKind.Button => s["Button"],
        BlockKind.Divider => s["Divider"],
        BlockKind.Columns => s["Two columns"],
        BlockKind.Conditional => s["Only for some"],
        _ => s["Code"],
    };

    public string Value(string name) => name switch
    {
        "href" => s["Address it opens"],
        "src" => s["Address of the picture"],
        "alt" => s["Words in its place"],
        "if" => s["Shown if"],
        _ => s["Words"],
    };

    public string List(BlockKind kind, int at) => kind != BlockKind.Columns ? s["What they read"] : at == 0 ? s["Left column"] : s["Right column"];

    public static string Icon(BlockKind kind) => kind switch
    {
        BlockKind.Heading => "heading",
        BlockKind.Text => "align-left",
        BlockKind.Picture => "photo",
        BlockKind.Button => "click",
        BlockKind.Divider => "minus",
        BlockKind.Columns => "columns-2",
        BlockKind.Conditional => "filter",
        _ => "lock",
    };

    /// <summary>A field in words.</summary>
    public string Field(string path) => path switch
    {
        "person.given_name" => s["Given name"],
        "person.family_name" => s["Family name"],
        "person.civility" => s["Civility"],
        "person.name" => s["Whole name"],
        "person.salutation" => s["Salutation"],
        "person.informal" => s["is addressed as a friend"],
        "person.gender" => s["Gender"],
        "person.town" => s["Town"],
        "person.function" => s["Function"],
        "household.name" => s["Name of the household"],
        "household.salutation" => s["Salutation of the household"],
        "sender.name" => s["Name of the sender"],
        "sender.address" => s["Address of the sender"],
        "site.name" => s["Name of the site"],
        "site.url" => s["Address of the site"],
        "today" => s["Today’s date"],
        _ => path,
    };

    /// <summary>A condition in words; one that is not a field's stays as it is written.</summary>
    public string Condition(string condition) => Field(condition) is var field && field != condition ? condition == "person.informal" ? field : s["{0} is known", field] : condition.StartsWith("facts.", StringComparison.Ordinal) && !condition.Contains(' ', StringComparison.Ordinal) ? s["{0} is given along", condition["facts.".Length..]] : condition;
}
