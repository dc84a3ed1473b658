using Microsoft.Extensions.Localization;

namespace Crm.MailEditor.Blocks;

/// <summary>Blocks as they begin: styles stand on the elements, so that programs that drop style sheets show them too. Scoped.</summary>
internal sealed class NewBlocks(IStringLocalizer<NewBlocks> s)
{
    // Two stand beside each other where there is room for both, else one below the other: no style sheet is asked.
    private const string Side = "display:inline-block;width:100%;max-width:270px;vertical-align:top;padding-right:8px;box-sizing:border-box";
    private const string Space = "margin:0 0 16px";

    /// <summary>Those that can be added, in the order in which they are offered.</summary>
    public static IReadOnlyList<BlockKind> Kinds { get; } = [BlockKind.Heading, BlockKind.Text, BlockKind.Picture, BlockKind.Button, BlockKind.Divider, BlockKind.Columns, BlockKind.Conditional];

    /// <summary>A new one; null of a kind that is not added.</summary>
    public Block? Of(BlockKind kind) => Kinds.Contains(kind) ? ReadBlocks.Of(Source(kind)).Items[0] : null;

    private string Source(BlockKind kind) => kind switch
    {
        BlockKind.Heading => $"<h2 style=\"{Space};font-size:22px;line-height:1.3\">{Words(s["A heading"])}</h2>",
        BlockKind.Picture => $"<p style=\"{Space}\"><img src=\"https://\" alt=\"\" width=\"560\" style=\"display:block;width:100%;max-width:560px;height:auto;border:0\"></p>",
        BlockKind.Button => $"<p style=\"{Space}\"><a href=\"https://\" style=\"display:inline-block;padding:12px 22px;border-radius:6px;background:#1d4f91;color:#ffffff;font-weight:bold;text-decoration:none\">{Words(s["What happens on a click"])}</a></p>",
        BlockKind.Divider => "<hr style=\"margin:24px 0;border:0;border-top:1px solid #d5d0c4\">",
        BlockKind.Columns => $"<div style=\"{Space}\"><div style=\"{Side}\">{Text(s["On the left"])}</div><div style=\"{Side}\">{Text(s["On the right"])}</div></div>",
        BlockKind.Conditional => $"{{% if person.given_name %}}{Text(s["Only some read this"])}{{% endif %}}",
        _ => Text(s["A text"]),
    };

    private static string Text(string words) => $"<p style=\"{Space}\">{Words(words)}</p>";

    private static string Words(string words) => Marks.Encoded(words, isAttribute: false);
}
