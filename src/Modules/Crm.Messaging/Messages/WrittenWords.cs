using System.Text;
using System.Text.Encodings.Web;

namespace Crm.Messaging.Messages;

/// <summary>What somebody wrote as plain text, made a message: paragraphs where a line is blank, line breaks kept.</summary>
internal static class WrittenWords
{
    public static MessageWords Of(string subject, string text, string language = "", string tone = "", string senderName = "", string senderAddress = "")
    {
        var plain = text.ReplaceLineEndings("\n").Trim();
        return new MessageWords(subject.Trim(), Html(plain, language), plain, language, tone, senderName, senderAddress);
    }

    private static string Html(string text, string language)
    {
        var html = new StringBuilder($"<!doctype html><html{(language.Length > 0 ? $" lang=\"{HtmlEncoder.Default.Encode(language)}\"" : "")}><head><meta charset=\"utf-8\"></head><body dir=\"auto\">");
        foreach (var paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            html.Append("<p>").Append(string.Join("<br>", paragraph.Split('\n').Select(HtmlEncoder.Default.Encode))).Append("</p>");
        }

        return html.Append("</body></html>").ToString();
    }
}
