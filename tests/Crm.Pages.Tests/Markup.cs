using System.Text.RegularExpressions;

namespace Crm.Pages.Tests;

/// <summary>What the main part of a page is made of, without its words: tags in their order with the names of their attributes, the values of those that styles and accessibility go by, and where there is text.</summary>
internal static partial class Markup
{
    public static string Of(string html) => Text().Replace(Value().Replace(Middle().Match(html).Value, Plain), ">t<");

    private static string Plain(Match attribute) => attribute.Groups["name"].Value switch
    {
        "class" or "type" or "role" => attribute.Value,
        var name => name + (attribute.Groups["value"].Length == 0 ? "=0" : "=1"),
    };

    [GeneratedRegex("<main\\b.*</main>", RegexOptions.Singleline)]
    private static partial Regex Middle();

    [GeneratedRegex("(?<name>[\\w-]+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex(">[^<]*[^<\\s][^<]*<")]
    private static partial Regex Text();
}
