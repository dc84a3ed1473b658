namespace Crm.Kernel.Modules;

/// <summary>The features in order, those that cannot stand left out with a reason.</summary>
internal sealed class FeatureGraph
{
    private readonly Dictionary<string, FeatureInfo> _byId;
    private readonly Dictionary<string, int> _position;

    public FeatureGraph(IEnumerable<FeatureInfo> features)
    {
        _byId = Distinct(features);
        LeaveOutModulesWithMissingDependencies();
        LeaveOutCycles();
        LeaveOutModulesWithMissingDependencies();
        Ordered = Order();
        _position = Ordered.Select((feature, position) => (feature.Id, position)).ToDictionary(f => f.Id, f => f.position, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<FeatureInfo> Ordered { get; }

    public List<ExtensionFault> Faults { get; } = [];

    public FeatureInfo? Find(string id) => _byId.GetValueOrDefault(id);

    public IReadOnlyList<FeatureInfo> DependenciesOf(string id) => Closure(id, feature => feature.Dependencies);

    public IReadOnlyList<FeatureInfo> DependentsOf(string id)
        => Closure(id, feature => _byId.Values.Where(other => other.Dependencies.Contains(feature.Id, StringComparer.OrdinalIgnoreCase)).Select(other => other.Id));

    private List<FeatureInfo> Closure(string id, Func<FeatureInfo, IEnumerable<string>> next)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var waiting = new Stack<string>([id]);
        while (waiting.TryPop(out var current))
        {
            if (_byId.TryGetValue(current, out var feature) && seen.Add(current))
            {
                foreach (var other in next(feature))
                {
                    waiting.Push(other);
                }
            }
        }

        return seen.Select(found => _byId[found]).OrderBy(feature => _position[feature.Id]).ToList();
    }

    private Dictionary<string, FeatureInfo> Distinct(IEnumerable<FeatureInfo> features)
    {
        var distinct = new Dictionary<string, FeatureInfo>(StringComparer.OrdinalIgnoreCase);
        foreach (var feature in features)
        {
            if (!distinct.TryAdd(feature.Id, feature))
            {
                Faults.Add(new ExtensionFault(feature.Extension.Id, $"The feature {feature.Id} is already declared by {distinct[feature.Id].Extension.Id}."));
            }
        }

        return distinct;
    }

    private void LeaveOutModulesWithMissingDependencies()
    {
        while (_byId.Values.FirstOrDefault(feature => feature.Dependencies.Any(id => !_byId.ContainsKey(id))) is { } lacking)
        {
            var missing = lacking.Dependencies.First(id => !_byId.ContainsKey(id));
            LeaveOut(lacking, $"The feature {lacking.Id} needs {missing}, which is not here.");
        }
    }

    private void LeaveOutCycles()
    {
        while (FindCycle() is { } cycle)
        {
            var path = string.Join(" → ", cycle.Append(cycle[0]).Select(feature => feature.Id));
            foreach (var feature in cycle)
            {
                LeaveOut(feature, $"The feature {feature.Id} depends on itself: {path}.");
            }
        }
    }

    private void LeaveOut(FeatureInfo feature, string reason)
    {
        _byId.Remove(feature.Id);
        Faults.Add(new ExtensionFault(feature.Extension.Id, reason));
    }

    private List<FeatureInfo>? FindCycle()
    {
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var path = new List<FeatureInfo>();
        return _byId.Values.OrderBy(feature => feature.Id, StringComparer.OrdinalIgnoreCase).Select(Visit).FirstOrDefault(cycle => cycle is not null);

        List<FeatureInfo>? Visit(FeatureInfo feature)
        {
            if (path.IndexOf(feature) is var start and >= 0)
            {
                return path[start..];
            }

            if (!done.Add(feature.Id))
            {
                return null;
            }

            path.Add(feature);
            var cycle = feature.Dependencies.Where(_byId.ContainsKey).Select(id => Visit(_byId[id])).FirstOrDefault(found => found is not null);
            path.RemoveAt(path.Count - 1);
            return cycle;
        }
    }

    // By id, then priority, themes last; then each after what it depends on.
    private List<FeatureInfo> Order()
    {
        var ordered = new List<FeatureInfo>(_byId.Count);
        var placed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var feature in _byId.Values.OrderBy(f => f.IsTheme).ThenBy(f => f.Priority).ThenBy(f => f.Id, StringComparer.OrdinalIgnoreCase))
        {
            Place(feature);
        }

        return ordered;

        void Place(FeatureInfo feature)
        {
            if (!placed.Add(feature.Id))
            {
                return;
            }

            foreach (var id in feature.Dependencies.Order(StringComparer.OrdinalIgnoreCase))
            {
                Place(_byId[id]);
            }

            ordered.Add(feature);
        }
    }
}
