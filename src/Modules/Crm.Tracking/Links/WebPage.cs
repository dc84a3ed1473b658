namespace Crm.Tracking.Links;

/// <summary>Addresses of pages.</summary>
internal static class WebPage
{
    /// <summary>The address as a header may say it, in ASCII; null for what leads to no page.</summary>
    public static string? Of(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0)
        {
            return null;
        }

        var (who, host) = (uri.UserInfo.Length > 0 ? uri.UserInfo + "@" : "", uri.HostNameType == UriHostNameType.Dns ? uri.IdnHost : uri.Host);
        var made = $"{uri.Scheme}://{who}{host}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}{uri.PathAndQuery}{uri.Fragment}";
        return made.All(sign => sign is > ' ' and < (char)127) ? made : null;
    }
}
