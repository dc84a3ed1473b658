using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Steps;

namespace Crm.Contacts.Choose;

/// <summary>An entry of an ordered list that an admin edits, as a stage. One that is retired is no longer offered and keeps its name for the records that hold its key.</summary>
internal interface IOffered
{
    string Key { get; }

    bool IsRetired { get; set; }
}

/// <summary>What such lists have in common: their order, and their recipe steps.</summary>
internal static class OfferedList
{
    /// <summary>Puts it at that place, counted from 1 among those offered; retired ones stand behind them.</summary>
    public static void Place<T>(this List<T> all, T one, int place) where T : class, IOffered
    {
        all.Remove(one);
        var offered = all.Where(other => !other.IsRetired).ToList();
        offered.Insert(Math.Clamp(place - 1, 0, offered.Count), one);
        var retired = all.Where(other => other.IsRetired).ToList();
        all.Clear();
        all.AddRange(offered.Concat(retired));
    }

    /// <summary>Those named take the place of what has their key and stand first and in their order; the others stand behind them.</summary>
    /// <param name="retire">Whether the others are no longer offered.</param>
    public static void PutFirst<T>(this List<T> all, IReadOnlyList<T> named, bool retire) where T : class, IOffered
    {
        var others = all.Where(one => named.All(other => other.Key != one.Key)).ToList();
        others.ForEach(one => one.IsRetired |= retire);
        all.Clear();
        all.AddRange(named.Concat(others));
    }

    /// <summary>The entries of a step whose key an earlier one has, with where they stand.</summary>
    public static IEnumerable<(int At, string Key)> Repeated(JsonArray entries)
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < entries.Count; at++)
        {
            if (entries[at] is JsonObject entry && StepMembers.Read<string>(entry, nameof(IOffered.Key)) is { } key && !met.Add(key))
            {
                yield return (at, key);
            }
        }
    }

    /// <summary>The step that makes those chosen; all for null, no step for none.</summary>
    public static IReadOnlyList<JsonObject> Export<T>(IEnumerable<T> all, IReadOnlyCollection<string>? choices, string step, string member) where T : class, IOffered
    {
        var chosen = all.Where(one => choices?.Contains(one.Key) != false).Select(one => JsonSerializer.SerializeToNode(one, StepMembers.Options)).ToArray();
        return chosen.Length == 0 ? [] : [new JsonObject { ["name"] = step, [member] = new JsonArray(chosen) }];
    }
}
