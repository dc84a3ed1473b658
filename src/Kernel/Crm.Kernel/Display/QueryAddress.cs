using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Display;

/// <summary>The address of the current page with other query values.</summary>
public static class QueryAddress
{
    /// <summary>Sets each value, or drops it when it is null; the rest of the query stays.</summary>
    public static string With(HttpRequest request, params ReadOnlySpan<(string Key, string? Value)> changes)
    {
        var query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in changes)
        {
            query.Remove(key);
            if (value is not null)
            {
                query[key] = [value];
            }
        }

        return request.PathBase + request.Path + QueryString.Create(query.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value))));
    }
}
