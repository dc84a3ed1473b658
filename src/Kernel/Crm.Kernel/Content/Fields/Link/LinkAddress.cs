namespace Crm.Kernel.Content.Fields;

/// <summary>Which addresses a link may lead to: web, mail, phone, and paths of this site. Never scripts or data.</summary>
public static class LinkAddress
{
    /// <summary>Whether the address is allowed.</summary>
    public static bool IsAllowed(string? address)
    {
        var text = address?.Trim();
        if (string.IsNullOrEmpty(text) || text.Any(char.IsControl) || text.Contains(' ', StringComparison.Ordinal) || text.StartsWith("//", StringComparison.Ordinal) || text.Contains('\\'))
        {
            return false;
        }

        if (text[0] is '/' or '#' or '?' || text.StartsWith("~/", StringComparison.Ordinal))
        {
            return true;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri.Scheme is "http" or "https" or "mailto" or "tel" : !text.Contains(':', StringComparison.Ordinal);
    }
}
