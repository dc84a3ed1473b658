using Jint;

namespace Crm.Kernel.Recipes.Expressions;

/// <summary>Functions a module adds to <c>[js:…]</c> expressions of recipes. Register with <c>services.AddScriptFunctions&lt;T&gt;()</c>; resolved in the scope of the step.</summary>
public interface IScriptFunctions
{
    /// <summary>Sets the functions on the engine: <c>engine.SetValue("getUrlPrefix", new Func&lt;string, string&gt;(…))</c>. Give strings, numbers and plain JSON only.</summary>
    void Register(Engine engine);
}
