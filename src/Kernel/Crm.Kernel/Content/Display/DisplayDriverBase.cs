namespace Crm.Kernel.Content.Display;

/// <summary>What drivers answer with.</summary>
public abstract class DisplayDriverBase
{
    /// <summary>Prefix of the names of the editor's inputs, <c>Deal.Amount</c>.</summary>
    protected string Prefix { get; private set; } = "";

    /// <summary>A shape with a model of its own, filled by the callback.</summary>
    protected static ShapeResult Initialize<TModel>(string shapeType, Action<TModel> initialize) where TModel : class, new() => new(shapeType, () =>
    {
        var model = new TModel();
        initialize(model);
        return ValueTask.FromResult<object>(model);
    });

    /// <summary>A shape with a model of its own, filled by the callback.</summary>
    protected static ShapeResult Initialize<TModel>(string shapeType, Func<TModel, ValueTask> initialize) where TModel : class, new() => new(shapeType, async () =>
    {
        var model = new TModel();
        await initialize(model);
        return model;
    });

    /// <summary>A shape whose model is this object.</summary>
    protected static ShapeResult View(string shapeType, object model) => new(shapeType, () => ValueTask.FromResult(model));

    /// <summary>Several shapes.</summary>
    protected static IDisplayResult Combine(params IDisplayResult?[] results) => new CombinedResult(results);

    internal void Under(string prefix) => Prefix = prefix;
}
