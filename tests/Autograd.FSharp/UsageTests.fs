/// The library as F# sees it: spans for parameter arrays do not exist there, so their twins must be enough.
module Autograd.FSharp.UsageTests

open System
open Autograd
open Xunit

let private near (expected: double list) (actual: Tensor) =
    let values = actual.Cast(DType.Float64).ToArray<double>()
    Assert.Equal(expected.Length, values.Length)
    List.iteri (fun i value -> Assert.Equal(value, values[i], 1e-6)) expected

let private gradient (x: Tensor) = nonNull x.Grad

[<Fact>]
let ``Tensors are made from scalars, arrays, shapes and seeds`` () =
    Assert.Equal("[]", Tensor.From(1.5).Shape.ToString())
    Assert.Equal("[3]", Tensor.From([| 1.0; 2.0; 3.0 |]).Shape.ToString())
    Assert.Equal("[2, 3]", Tensor.From([| 1.0f; 2.0f; 3.0f; 4.0f; 5.0f; 6.0f |], 2, 3).Shape.ToString())
    Assert.Equal("[2, 2]", Tensor.From(array2D [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ]).Shape.ToString())
    Assert.Equal(DType.Float32, Tensor.Zeros<float32>(2, 3).DType)
    Assert.Equal("[]", Tensor.Ones<double>().Shape.ToString())
    near [ 7.0; 7.0 ] (Tensor.Full(7.0, 2))
    near [ 1.0; 0.0; 0.0; 1.0 ] (Tensor.Eye<double> 2)
    near [ 0.0; 0.5; 1.0 ] (Tensor.Linspace(0.0, 1.0, 3))
    Assert.Equal(12, Tensor.Normal<float32>(Random 1, 3, 4).Count)
    Assert.Equal(12, Tensor.Uniform<double>(Random 1, [| 3; 4 |]).Count)

[<Fact>]
let ``Operators take numbers on either side`` () =
    let x = Tensor.From [| 1.0; 2.0; 4.0 |]
    near [ 3.0; 5.0; 9.0 ] (2.0 * x + 1.0)
    near [ 1.0; 0.5; 0.25 ] (1.0 / x)
    near [ 0.5; 1.0; 2.0 ] (x / 2.0)
    near [ 0.0; -1.0; -3.0 ] (1.0 - x)
    near [ -1.0; -2.0; -4.0 ] -x
    near [ 1.0; 4.0; 16.0 ] (x * x)

[<Fact>]
let ``Indices, slices and steps reach the parts`` () =
    let x = Tensor.From([| 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 |], 2, 3)
    near [ 1.0; 2.0; 3.0 ] x[0]
    near [ 6.0 ] x[1, 2]
    near [ 2.0; 5.0 ] (x.Select(1, 1))
    near [ 1.0; 3.0; 4.0; 6.0 ] (x.Slice(1, 0, 3, 2))
    near [ 3.0; 6.0 ] (x.IndexSelect(1, 2))
    near [ 3.0; 4.0 ] (x.Gather(1, [| 2; 0 |], 2, 1))
    near [ 1.0; 4.0; 2.0; 5.0; 3.0; 6.0 ] (x.Permute(1, 0))
    near [ 1.0 .. 6.0 ] (x.Reshape(3, -1))

[<Fact>]
let ``Reductions are chosen by their arguments`` () =
    let x = Tensor.From([| 1.0; 2.0; 3.0; 4.0; 5.0; 6.0 |], 2, 3)
    near [ 21.0 ] (x.Sum())
    near [ 5.0; 7.0; 9.0 ] (x.Sum 0)
    near [ 6.0; 15.0 ] (x.Sum -1)
    near [ 21.0 ] (x.Sum [| 0; 1 |])
    Assert.Equal("[2, 1]", x.Sum(1, keepDims = true).Shape.ToString())
    Assert.Equal("[1, 1]", x.Mean(keepDims = true).Shape.ToString())
    Assert.Equal("[1, 3]", x.Max([| 0 |], true).Shape.ToString())
    near [ 3.5 ] (x.Variance())
    Assert.Equal(5, x.ArgMax())
    Assert.Equal<int>([| 2; 2 |], x.ArgMax 1)

[<Fact>]
let ``Sequences of tensors are joined from lists and arrays`` () =
    let a, b = Tensor.From [| 1.0; 2.0 |], Tensor.From [| 3.0; 4.0 |]
    near [ 1.0 .. 4.0 ] (Tensor.Concat [ a; b ])
    near [ 1.0 .. 4.0 ] (Tensor.Concat [| a; b |])
    Assert.Equal("[2, 2]", (Tensor.Stack [ a; b ]).Shape.ToString())
    near [ 1.0; 3.0; 2.0; 4.0 ] (Tensor.Stack([ a; b ], axis = 1))

[<Fact>]
let ``A pipeline of operations is differentiated`` () =
    let x = Tensor.Parameter(Tensor.From [| 0.0; 1.0; -1.0 |], "x")
    let y = x.Sigmoid() |> fun s -> s * x |> fun p -> p.Sum()
    y.Backward()
    let slope x = let s = 1.0 / (1.0 + exp -x) in s + x * s * (1.0 - s)
    near [ slope 0.0; slope 1.0; slope -1.0 ] (gradient x)
    x.ZeroGrad()
    Assert.Null x.Grad

[<Fact>]
let ``Upstream and the graph of a gradient are asked for by name`` () =
    let x = Tensor.Parameter(Tensor.From [| 1.0; 2.0 |])
    (x * x * x).Backward(upstream = Tensor.Ones<double> 2, createGraph = true)
    let first = gradient x
    near [ 3.0; 12.0 ] first
    x.ZeroGrad()
    first.Sum().Backward()
    near [ 6.0; 12.0 ] (gradient x)

[<Fact>]
let ``A scope is used and what it keeps outlives it`` () =
    let kept, lost =
        use scope = new TensorScope()
        let x = Tensor.From [| 1.0; 2.0 |]
        scope.Keep(x * 2.0), x * 3.0
    near [ 2.0; 4.0 ] kept
    Assert.ThrowsAny<ObjectDisposedException>(fun () -> lost.ToArray<double>() |> ignore) |> ignore

[<Fact>]
let ``Recording is switched off and its tape is read`` () =
    let x = Tensor.Parameter(Tensor.From 2.0)
    let unrecorded =
        use _ = Tape.NoGrad()
        x * x
    Assert.False unrecorded.RequiresGrad
    let tape = Tape.Of(x * x + 1.0)
    Assert.Equal(3, tape.Nodes.Count)

[<Fact>]
let ``A line is fitted by steps of gradient descent`` () =
    let x = Tensor.Linspace(-1.0, 1.0, 20).Reshape(20, 1)
    let target = 3.0 * x - 1.0
    let weight = Tensor.Parameter(Tensor.Zeros<double>(1, 1))
    let bias = Tensor.Parameter(Tensor.Zeros<double> 1)
    for _ in 1..300 do
        use _ = new TensorScope()
        x.Linear(weight, bias).MeanSquaredError(target).Backward()
        for parameter in [ weight; bias ] do
            parameter.Assign(parameter.Detach() - 0.3 * gradient parameter)
            parameter.ZeroGrad()
    near [ 3.0 ] weight
    near [ -1.0 ] bias

[<Fact>]
let ``Labels and tensors are told apart as targets`` () =
    let logits = Tensor.From([| 1.0; 2.0; 3.0; 1.0; 2.0; 3.0 |], 2, 3)
    let labels = logits.CrossEntropy [| 2; 2 |]
    let targets = logits.CrossEntropy(Tensor.From([| 0.0; 0.0; 1.0; 0.0; 0.0; 1.0 |], 2, 3))
    near [ labels.ToDouble() ] targets

[<Fact>]
let ``Errors carry what they are about`` () =
    let error =
        Assert.ThrowsAny<ArgumentException>(fun () ->
            Tensor.Zeros<double>(3, 4).MatMul(Tensor.Zeros<double>(5, 2)) |> ignore)
    match box error with
    | :? IAutogradError as told ->
        Assert.Equal("MatMul", told.Operation)
        Assert.NotEmpty told.Remedy
    | _ -> Assert.Fail "the error bears no remedy"
