using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Tenants;

/// <summary>
/// Which tenant a request belongs to. An immutable table, replaced when settings change. Probe order: host and port with prefix, host with prefix,
/// host and port, host, prefix alone, wildcard hosts (longest suffix first, each with and without prefix), the Default tenant when it has neither,
/// another tenant with neither.
/// </summary>
internal sealed class TenantRoutes<T> where T : class
{
    private readonly Dictionary<string, HostEntry> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Suffix, HostEntry Entry)> _wildcards = [];
    private readonly HostEntry _anyHost = new();
    private readonly T? _catchAll;

    public TenantRoutes(IEnumerable<(ShellSettings Settings, T Tenant)> tenants)
    {
        foreach (var (settings, tenant) in tenants.Where(t => t.Settings.State is not (TenantState.Disabled or TenantState.Invalid)).OrderByDescending(t => t.Settings.IsDefault))
        {
            var prefix = settings.RequestUrlPrefix.Trim('/', ' ');
            var hosts = settings.RequestUrlHost.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
            foreach (var host in hosts)
            {
                EntryOf(host).Add(prefix, tenant);
            }

            if (hosts.Length == 0 && prefix.Length > 0)
            {
                _anyHost.Add(prefix, tenant);
            }
            else if (hosts.Length == 0)
            {
                _catchAll ??= tenant;
            }
        }

        _wildcards.Sort((a, b) => b.Suffix.Length.CompareTo(a.Suffix.Length));
    }

    /// <summary>The tenant, and its prefix as it stands in the path ("" for none); null when nobody answers there.</summary>
    public (T Tenant, string Prefix)? Find(HostString host, PathString path)
    {
        var segment = FirstSegment(path.Value);
        if (_hosts.Count > 0)
        {
            var (withPort, bare) = (_hosts.GetValueOrDefault(host.Value ?? ""), _hosts.GetValueOrDefault(host.Host));
            if ((withPort?.WithPrefix(segment) ?? bare?.WithPrefix(segment)) is { } prefixed)
            {
                return (prefixed, segment.ToString());
            }

            if ((withPort?.Bare ?? bare?.Bare) is { } found)
            {
                return (found, "");
            }
        }

        if (_anyHost.WithPrefix(segment) is { } byPrefix)
        {
            return (byPrefix, segment.ToString());
        }

        return FindWildcard(host, segment) ?? (_catchAll is { } catchAll ? (catchAll, "") : null);
    }

    private (T, string)? FindWildcard(HostString host, ReadOnlySpan<char> segment)
    {
        foreach (var (suffix, entry) in _wildcards)
        {
            var name = suffix.Contains(':') ? host.Value ?? "" : host.Host;
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                if (entry.WithPrefix(segment) is { } prefixed)
                {
                    return (prefixed, segment.ToString());
                }

                if (entry.Bare is { } found)
                {
                    return (found, "");
                }
            }
        }

        return null;
    }

    private HostEntry EntryOf(string host)
    {
        if (host.StartsWith("*.", StringComparison.Ordinal))
        {
            var suffix = host[1..];
            if (_wildcards.Find(w => w.Suffix.Equals(suffix, StringComparison.OrdinalIgnoreCase)) is not { Entry: { } known })
            {
                _wildcards.Add((suffix, known = new HostEntry()));
            }

            return known;
        }

        return _hosts.TryGetValue(host, out var entry) ? entry : _hosts[host] = new HostEntry();
    }

    private static ReadOnlySpan<char> FirstSegment(string? path)
    {
        var rest = path.AsSpan().TrimStart('/');
        return rest.IndexOf('/') is var slash and >= 0 ? rest[..slash] : rest;
    }

    private sealed class HostEntry
    {
        private readonly Dictionary<string, T> _prefixes = new(StringComparer.OrdinalIgnoreCase);

        public T? Bare { get; private set; }

        public T? WithPrefix(ReadOnlySpan<char> segment)
            => _prefixes.Count > 0 && _prefixes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var tenant) ? tenant : null;

        // The first tenant keeps an address that two claim.
        public void Add(string prefix, T tenant)
        {
            if (prefix.Length == 0)
            {
                Bare ??= tenant;
            }
            else
            {
                _prefixes.TryAdd(prefix, tenant);
            }
        }
    }
}
