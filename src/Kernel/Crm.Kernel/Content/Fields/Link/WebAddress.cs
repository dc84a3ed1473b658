namespace Crm.Kernel.Content.Fields;

/// <summary>Whole addresses of the web.</summary>
public static class WebAddress
{
    /// <summary>Whether the text is one: it begins with http:// or https://.</summary>
    public static bool Is(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
