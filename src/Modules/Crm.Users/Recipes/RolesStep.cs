using System.Text.Json.Nodes;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Schemas;
using Crm.Kernel.Recipes.Steps;
using Crm.Kernel.Users;
using Crm.Users.Roles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Recipes;

/// <summary>Makes roles and sets their rights: Replace (default), Add or Remove.</summary>
internal sealed class RolesStep(IStringLocalizer<RolesStep> S) : RecipeStepHandler("Roles")
{
    private static readonly JsonObject s_schema = StepSchema.Of("Roles", """
        {
          "Roles": {
            "type": "array",
            "items": {
              "type": "object",
              "required": ["Name"],
              "additionalProperties": false,
              "properties": {
                "Name": { "type": "string", "minLength": 1, "description": "Name of the role." },
                "Description": { "type": ["string", "null"], "description": "One sentence." },
                "Permissions": { "type": "array", "items": { "type": "string" }, "description": "Rights by name.", "x-suggest": "permissions" },
                "PermissionBehavior": { "enum": ["Replace", "Add", "Remove", 0, 1, 2], "description": "What happens to the rights the role has: Replace (default), Add, Remove." }
              }
            }
          }
        }
        """);

    public override JsonObject Schema => s_schema;

    public override Task CheckAsync(RecipeCheckContext context)
    {
        foreach (var role in StepMembers.Array(context.Step, "Roles").OfType<JsonObject>())
        {
            context.Roles.Add(StepMembers.Get(role, "Name")?.ToString() ?? "");
        }

        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(RecipeExecutionContext context)
    {
        var entries = StepMembers.Read<List<RoleEntry>>(context.Step, "Roles") ?? [];
        for (var i = 0; i < entries.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(entries[i].Name))
            {
                context.Fail($"Roles[{i}].Name", S["A role needs a name."]);
            }
        }

        await context.Services.GetRequiredService<Kernel.Users.Roles>().ChangeAsync(all => entries.Where(entry => !string.IsNullOrWhiteSpace(entry.Name)).ToList().ForEach(entry => Apply(all, entry)));
    }

    private static void Apply(RolesDocument all, RoleEntry entry)
    {
        var role = all.FindOrAdd(entry.Name!.Trim());
        role.RoleDescription = entry.Description ?? role.RoleDescription;
        if (Role.Same(role.RoleName, Role.Administrator))
        {
            return; // it may do everything, without a list
        }

        role.SetPermissions(entry.PermissionBehavior switch
        {
            RightsChange.Add => role.PermissionNames().Concat(entry.Permissions).ToList(),
            RightsChange.Remove => role.PermissionNames().Except(entry.Permissions).ToList(),
            _ => entry.Permissions,
        });
    }

    private enum RightsChange
    {
        Replace,
        Add,
        Remove,
    }

    private sealed class RoleEntry
    {
        public string? Name { get; set; }

        public string? Description { get; set; }

        public List<string> Permissions { get; set; } = [];

        public RightsChange PermissionBehavior { get; set; }
    }
}

/// <summary>Exports roles with their rights.</summary>
internal sealed class RolesExport(Kernel.Users.Roles roles, IStringLocalizer<RolesExport> S) : IRecipeExporter
{
    public string StepName => "Roles";

    public async Task<IReadOnlyList<(string Id, string Name)>> ListChoicesAsync() => [.. (await roles.ListAsync()).Select(role => (role.RoleName, S.RoleName(role.RoleName)))];

    public async Task<IReadOnlyList<JsonObject>> ExportAsync(IReadOnlyCollection<string>? choices)
    {
        var chosen = (await roles.ListAsync()).Where(role => choices?.Contains(role.RoleName) != false).Select(JsonNode? (role) => new JsonObject
        {
            ["Name"] = role.RoleName,
            ["Description"] = role.RoleDescription,
            ["Permissions"] = new JsonArray([.. role.PermissionNames().Select(name => JsonValue.Create(name))]),
            ["PermissionBehavior"] = "Replace",
        }).ToArray();
        return chosen.Length == 0 ? [] : [new JsonObject { ["name"] = StepName, ["Roles"] = new JsonArray(chosen) }];
    }
}
