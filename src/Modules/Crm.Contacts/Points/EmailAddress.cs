using System.Globalization;
using System.Text;

namespace Crm.Contacts.Points;

/// <summary>E-mail addresses: checked, normalised and made comparable.</summary>
public static class EmailAddress
{
    private static readonly IdnMapping Idn = new();

    /// <summary>The address trimmed, in NFC, its domain in lower-case ASCII; null when it is not one.</summary>
    public static string? Normalize(string? text)
    {
        var address = text?.Trim().Normalize(NormalizationForm.FormC) ?? "";
        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || address.Length > 254 || !IsLocal(address.AsSpan(0, at)))
        {
            return null;
        }

        return Domain(address[(at + 1)..]) is { } domain ? address[..at] + "@" + domain : null;
    }

    /// <summary>What two spellings of one mailbox have in common: lower case, no +tag, at Gmail no dots. To compare, never to send to.</summary>
    /// <param name="normalized">An address that <see cref="Normalize"/> gave.</param>
    public static string Key(string normalized)
    {
        var at = normalized.LastIndexOf('@');
        var (local, domain) = (normalized[..at].ToLowerInvariant(), normalized[(at + 1)..]);
        local = local.IndexOf('+') is > 0 and var plus ? local[..plus] : local;
        return domain is "gmail.com" or "googlemail.com" ? local.Replace(".", "") + "@gmail.com" : local + "@" + domain;
    }

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in local)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '@' or '"' or '(' or ')' or ',' or ':' or ';' or '<' or '>' or '[' or ']' or '\\')
            {
                return false;
            }
        }

        return true;
    }

    private static string? Domain(string domain)
    {
        if (domain.Length == 0 || !domain.Contains('.') || domain.Any(c => char.IsWhiteSpace(c) || c is '_' or '@'))
        {
            return null;
        }

        try
        {
            var ascii = Idn.GetAscii(domain).ToLowerInvariant();
            return ascii.Split('.').All(IsLabel) ? ascii : null;
        }
        catch (ArgumentException)
        {
            // IdnMapping tells a wrong label only by this exception.
            return null;
        }
    }

    private static bool IsLabel(string label)
        => label.Length is > 0 and < 64 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
