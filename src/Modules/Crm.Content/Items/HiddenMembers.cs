using System.Text.Json.Nodes;
using Crm.Kernel.Security;

namespace Crm.Content.Items;

/// <summary>Members that a writer does not see: they stay as they are stored, whatever his form said.</summary>
internal static class HiddenMembers
{
    /// <summary>What was written, its hidden members as they are in <paramref name="stored"/>.</summary>
    public static JsonObject Keep(Sight sight, string type, JsonObject written, JsonObject stored)
    {
        var kept = (JsonObject)written.DeepClone();
        foreach (var path in sight.HiddenIn(type, written).Union(sight.HiddenIn(type, stored)))
        {
            Put(kept, path.Split('.'), stored);
        }

        return kept;
    }

    private static void Put(JsonObject target, string[] path, JsonObject? source)
    {
        foreach (var name in path[..^1])
        {
            source = source?[name] as JsonObject;
            if (target[name] is not JsonObject next)
            {
                if (source is null)
                {
                    return;
                }

                target[name] = next = [];
            }

            target = next;
        }

        if (source is not null && source.TryGetPropertyValue(path[^1], out var value))
        {
            target[path[^1]] = value?.DeepClone();
        }
        else
        {
            target.Remove(path[^1]);
        }
    }
}
